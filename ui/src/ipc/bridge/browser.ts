// `vite --mode mock`: the interface in a browser, on the real registry. The query says
// what it begins with: `?rows=10000&state=welcome|empty|conflict|error&role=verifier`.
import type { Role } from '../bindings';
import { call, Refusal, useCarrier, type Carrier } from '../backend';
import { usePicker } from '../dialog';
import { listing } from '../listing';
import { SHOWS } from '../topics';
import { Desk, type Send, type Told } from './desk';

const post: Send = async (asked, tell) => {
  const token = document.querySelector<HTMLMetaElement>('meta[name="bridge"]')?.content ?? '';
  const answer = await fetch('/bridge', {
    method: 'POST',
    headers: { 'x-bridge': token },
    body: JSON.stringify(asked),
  });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    const lines = (rest + read.value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) tell(JSON.parse(line) as Told);
  }
};

/** Puts the bridge behind this page. */
export async function useBridge(search: string): Promise<void> {
  const asked = new URLSearchParams(search);
  const state = asked.get('state');
  const desk = new Desk(crypto.randomUUID(), post);
  const begin = state === 'welcome' ? 'nothing' : state === 'empty' ? 'empty' : 'example';
  await desk.make({ with: begin, rows: Number(asked.get('rows') ?? 0), now: Date.now() });
  useCarrier(desk.carrier);
  usePicker({
    files: async () => [await desk.file('SK Wali Kota 050-412 Tahun 2024.pdf')],
    file: ([filter]) => desk.file(`contoh.${filter?.extensions[0] ?? 'pdf'}`),
    folder: async () => desk.hand((await desk.file('pengajuan-iga/bagit.txt')).replace('/bagit.txt', '')),
    target: (suggested) => Promise.resolve(suggested),
  });
  const role = asked.get('role') as Role | null;
  if (role) await call('setRole', { role });
  if (state === 'conflict') await conflict(desk);
  if (state === 'error') useCarrier(refused(desk.carrier));
}

/** Another laptop names two inovasi otherwise, and its parcel comes in. */
async function conflict(desk: Desk): Promise<void> {
  const other = new Desk(`${desk.name}-2`, post);
  await other.make({ with: 'example', seed: 2, now: Date.now() });
  for (const [carrier, word] of [
    [desk.carrier, 'Semarang'],
    [other.carrier, 'Kota Semarang'],
  ] as const) {
    useCarrier(carrier);
    const page = await call('listInovasi', listing({ limit: 2, sort: 'nama' }));
    for (const { id, nama } of page.rows) await call('editInovasi', { id, field: 'nama', value: `${nama} ${word}` });
  }
  const path = await call('suggestParcelPath');
  await call('createParcel', { out: path, replace: false }, () => undefined);
  useCarrier(desk.carrier);
  await call('acceptParcel', { path: await desk.hand(path), dry_run: false }, () => undefined);
}

/** Reads that the disk refuses. */
function refused(carrier: Carrier): Carrier {
  return (command, args) =>
    command in SHOWS && command !== 'openRegistry'
      ? Promise.reject(new Refusal('unreadable', 'store_damaged_running'))
      : carrier(command, args);
}
