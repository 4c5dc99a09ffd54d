// The bridge as a process of its own, for whatever runs in Node.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Asked, Send, Told } from './desk';

/** Where the binary is: `cargo xtask test` names it, else the last debug build is taken. */
function binary(): string {
  const target = process.env.CARGO_TARGET_DIR ?? resolve(process.cwd(), '../target');
  const name = process.platform === 'win32' ? 'prakarsa-bridge.exe' : 'prakarsa-bridge';
  const path = process.env.PRAKARSA_BRIDGE ?? resolve(target, 'debug', name);
  if (!existsSync(path)) throw new Error(`There is no ${path}. Build it with: cargo build -p bridge`);
  return path;
}

let bridge: { child: ChildProcessWithoutNullStreams; waiting: Map<number, (told: Told) => void> } | undefined;
let last = 0;

/** Sends a line to the bridge of this process, which is started at first need. */
export const send: Send = (asked: Asked, tell) => {
  const { child, waiting } = (bridge ??= start());
  return new Promise((done) => {
    const id = ++last;
    waiting.set(id, (told) => {
      tell(told);
      if ('progress' in told) return;
      waiting.delete(id);
      done();
    });
    child.stdin.write(`${JSON.stringify({ id, ...asked })}\n`);
  });
};

function start(): NonNullable<typeof bridge> {
  // Times read as in Semarang, wherever this runs. It ends, and clears its folders, when
  // its input does; an interrupt of the terminal is not for it.
  const child = spawn(binary(), ['--stdio'], {
    env: { ...process.env, TZ: 'Asia/Jakarta' },
    detached: true,
    windowsHide: true,
  });
  const waiting = new Map<number, (told: Told) => void>();
  child.stderr.on('data', (text) => process.stderr.write(text as Buffer));
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { id, ...told } = JSON.parse(line) as { id: number } & Told;
    waiting.get(id)?.(told as Told);
  });
  child.on('exit', (code) => {
    const args = [{ name: 'code', value: `bridge: ${code}` }];
    bridge = undefined;
    for (const tell of waiting.values()) tell({ error: { code: 'bug', reason: 'unexpected', args } });
  });
  return { child, waiting };
}
