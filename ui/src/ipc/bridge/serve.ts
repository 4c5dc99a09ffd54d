// Serves the bridge beside the page, to this machine and this page only.
import { randomUUID } from 'node:crypto';
import type { Plugin } from 'vite';
import type { Asked } from './desk';
import { send } from './process.ts';

export function serveBridge(): Plugin {
  const token = randomUUID();
  return {
    name: 'prakarsa-bridge',
    apply: (_, { mode, command }) => command === 'serve' && mode === 'mock',
    transformIndexHtml: () => [{ tag: 'meta', attrs: { name: 'bridge', content: token }, injectTo: 'head' }],
    configureServer(server) {
      server.middlewares.use('/bridge', (asked, answer) => {
        if (asked.method !== 'POST' || asked.headers['x-bridge'] !== token) {
          answer.statusCode = 403;
          answer.end();
          return;
        }
        const parts: Buffer[] = [];
        asked.on('data', (part: Buffer) => parts.push(part));
        asked.on('end', async () => {
          try {
            const line = JSON.parse(Buffer.concat(parts).toString()) as Asked;
            await send(line, (told) => answer.write(`${JSON.stringify(told)}\n`));
          } catch (cause) {
            answer.statusCode = 400;
            answer.write(String(cause));
          }
          answer.end();
        });
      });
    },
  };
}
