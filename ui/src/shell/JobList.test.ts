import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { call } from '../ipc/backend';
import { eachDesk } from '../ipc/bridge/testing';
import { listing } from '../ipc/listing';
import { Work } from '../ipc/work.svelte';
import { toasts } from '../kit/toast.svelte';
import JobList from './JobList.svelte';

const desk = eachDesk();
let made: Record<string, unknown> | undefined;
const at = (test: string) => [...document.querySelectorAll<HTMLElement>(`[data-test="${test}"]`)];

beforeEach(() => {
  document.body.innerHTML = '<main></main>';
  made = mount(JobList, { target: document.body });
  flushSync();
});
afterEach(() => {
  if (made) void unmount(made);
  toasts.list = [];
  document.body.replaceChildren();
});

it('shows nothing while nothing runs', () => {
  expect(at('jobs-open')).toEqual([]);
  expect(document.querySelector('[role=status]')?.textContent).toBe('');
});

it('lists what runs by its kind, and stops one of them alone', async () => {
  const before = (await call('listInovasi', listing({}))).total;
  const inovasi = Array.from({ length: 3000 }, (_, n) => ({ nama: `Inovasi ${n}` }));
  const path = await desk.file('a.json', JSON.stringify({ format: 'prakarsa-registry', version: 1, inovasi }));
  const [importing, checking] = [new Work<unknown>(), new Work<unknown>()];
  const ends = [
    importing.run((watch) => call('importRegistry', { path, dry_run: false }, watch)),
    checking.run((watch) => call('runDoctor', watch)),
  ];
  await vi.waitFor(() => {
    flushSync();
    expect(at('jobs-open')[0]?.textContent).toMatch(/\d berjalan/);
  });
  at('jobs-open')[0]!.click();
  const row = await vi.waitFor(() => {
    flushSync();
    const found = at('job').find((each) => each.dataset.kind === 'import_registry');
    expect(found?.textContent).toContain('Mengimpor data');
    return found!;
  });
  const stop = row.querySelector<HTMLElement>('[data-test=progress-cancel]')!;
  expect(stop.getAttribute('aria-label')).toBe('Hentikan: Mengimpor data');
  stop.click();
  await Promise.all(ends);
  flushSync();
  expect(importing.refusal?.code).toBe('cancelled');
  expect(toasts.list.map((each) => each.text)).toEqual([
    'Mengimpor data: Pekerjaan dihentikan. Tidak ada yang berubah.',
  ]);
  expect(checking.result).not.toBeNull();
  expect((await call('listInovasi', listing({}))).total).toBe(before);
  expect(at('job')).toEqual([]);
  expect(at('jobs')[0]?.textContent).toContain('Semua pekerjaan sudah selesai.');
});
