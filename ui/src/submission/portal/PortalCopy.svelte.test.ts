import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { act } from '../../ipc/act';
import { call } from '../../ipc/backend';
import type { FittedView, Handed, PortalEntryView, Subject } from '../../ipc/bindings';
import { eachDesk, inovasi, refusing, reply } from '../../ipc/bridge/testing';
import { size, t } from '../../text/t.svelte';
import PortalCopy from './PortalCopy.svelte';

const YEAR = 'iga-2026';
const desk = eachDesk({ with: 'example' });
let made: Record<string, unknown> | undefined;
const find = (test: string) => document.querySelector<HTMLElement>(`[data-test="${test}"]`);
const seen = (test: string) =>
  vi.waitFor(() => {
    flushSync();
    const found = find(test);
    if (!found) throw new Error(test);
    return found;
  }, 20_000);

afterEach(() => {
  if (made) void unmount(made);
  made = undefined;
  document.body.replaceChildren();
});

async function file(nama: string): Promise<PortalEntryView> {
  const subject: Subject = `inovasi:${await inovasi()}`;
  const paths = [await desk.file(nama)];
  await act('attachBukti', { subject, instrument: YEAR, indikator: 'profil-anggaran', paths }, () => undefined);
  const { entries } = await call('showPortalSubject', { subject });
  const found = entries.find((each) => each.nama_berkas === nama);
  if (!found) throw new Error(nama);
  return found;
}

const show = (entry: PortalEntryView) => {
  made = mount(PortalCopy, { target: document.body, props: { it: entry } });
  flushSync();
};

const FITTED: FittedView = {
  path: '/tmp/01-foto.pdf' as Handed,
  format: 'pdf',
  size_before: 5_300_000,
  size: 1_900_000,
  max_bytes: 2_000_000,
  pages: 12,
  steps: ['packed', 'stripped', 'recoded', 'scaled'],
  dpi: 150,
  coarse: true,
  sha256: 'ab',
};

it('shows what a copy came to, and warns where small print may be lost', async () => {
  const entry = await file('foto.jpg');
  expect(entry.wants_copy).toBe(true);
  const asked = reply('fitBukti', () => FITTED);
  show(entry);
  (await seen('portal-fit-make')).click();
  const words = t().portal.fit;
  expect((await seen('portal-fit-done')).textContent).toContain(
    words.done(size(FITTED.size_before), size(FITTED.size), '12'),
  );
  expect(find('portal-fit-coarse')?.textContent).toContain(words.coarse('150'));
  expect(asked.mock.calls[0]?.[0]).toMatchObject({ bukti: entry.bukti, indikator: 'profil-anggaran', reveal: true });
});

it('drags the copy that was made', async () => {
  const entry = await file('foto.jpg');
  reply('fitBukti', () => FITTED);
  const dragged = reply('dragOut', () => null);
  show(entry);
  (await seen('portal-fit-make')).click();
  const begun = new Event('dragstart', { bubbles: true, cancelable: true });
  (await seen('portal-drag')).dispatchEvent(begun);
  expect(begun.defaultPrevented).toBe(true);
  await vi.waitFor(() => expect(dragged.mock.calls).toEqual([[{ path: FITTED.path }]]));
});

it('says why there is none', async () => {
  reply('fitBukti', refusing('file_unfitted', 'unreadable'));
  show(await file('foto.jpg'));
  (await seen('portal-fit-make')).click();
  expect((await seen('portal-fit-refused')).textContent).not.toBe('');
  expect(find('portal-fit-done')).toBeNull();
});

it('asks for none where the portal takes the file', async () => {
  expect((await file('dpa.pdf')).wants_copy).toBe(false);
});
