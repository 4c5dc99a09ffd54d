import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { act } from '../ipc/act';
import { call } from '../ipc/backend';
import type { Handed, LookedAtView } from '../ipc/bindings';
import { eachDesk, inovasi } from '../ipc/bridge/testing';
import ImportPanel from '../merge/interchange/ImportPanel.svelte';
import VerifyPanel from '../submission/bundle/VerifyPanel.svelte';
import { say, t } from '../text/t.svelte';
import LookedAtBanner from './LookedAtBanner.svelte';

const desk = eachDesk();
let made: Record<string, unknown>[] = [];
const find = <T extends HTMLElement>(test: string) => document.querySelector<T>(`[data-test="${test}"]`);
const said = (test: string) => find(test)?.textContent?.trim() ?? '';
const waiting = (told: () => void) => vi.waitFor(told, 20_000);

afterEach(() => {
  made.forEach((each) => void unmount(each));
  made = [];
  document.body.innerHTML = '';
  location.hash = '';
});

function keep(shown: Record<string, unknown>) {
  made.push(shown);
  flushSync();
}

async function bundle(zip: boolean): Promise<Handed> {
  const out = await call('suggestBundlePath', { zip });
  await call('exportBundle', { out, zip, only: [], date: '2026-11-22' }, () => undefined);
  return out;
}

const lookedAt = async (): Promise<LookedAtView | null> => (await call('openRegistry'))?.looked_at ?? null;

it('tells a bundle that is looked into, takes nothing, and leads to the import of it or back', async () => {
  const path = await bundle(true);
  const id = await inovasi('Pak Rahman');
  await act('editInovasi', { id, field: 'kepanjangan', value: 'Sesudah bundel' });
  const onlooking = vi.fn();
  keep(mount(VerifyPanel, { target: document.body, props: { path, onlooking } }));
  find('verify-look')!.click();
  await waiting(() => expect(onlooking).toHaveBeenCalledOnce());

  const shown = (await lookedAt())!;
  expect(shown.bundle).toMatchObject({ path, n_missing: 0, verify: { answer: 'valid' } });
  const then = (await call('showInovasi', { id })).profile.find((each) => each.field === 'kepanjangan');
  expect(then?.value).not.toBe('Sesudah bundel');
  await expect(act('editInovasi', { id, field: 'kepanjangan', value: 'Tidak' })).rejects.toMatchObject({
    reason: 'bundle_read_only',
  });

  keep(mount(LookedAtBanner, { target: document.body, props: { lookedAt: shown } }));
  expect(said('looked-at')).toContain(t().bundle.banner(shown.nama, '22 November 2026'));
  expect(said('looked-at-answer')).toBe(`${t().submission.answer.valid}.`);
  expect(find('looked-at-faults')).toBeNull();
  find('looked-at-take')!.click();
  await waiting(() => expect(location.hash).toBe('#/pengaturan'));
  expect(await lookedAt()).toBeNull();
  // The import begins with it, and tells first what it would change.
  const names = { fieldNama: (key: string) => key, valueNama: (_: string, value: string) => value };
  keep(mount(ImportPanel, { target: document.body, props: { onlooking, ...names } }));
  await waiting(() => expect(said('import-result')).toContain(t().merge.previewTitle));
  const now = (await call('showInovasi', { id })).profile.find((each) => each.field === 'kepanjangan');
  expect(now?.value).toBe('Sesudah bundel');
});

it('tells what is wrong with a bundle that is not sound, and goes back', async () => {
  const path = await bundle(false);
  await desk.file(`${path.split(/[\\/]/).pop()!}/data/index.html`, 'diubah');
  const names = { fieldNama: (key: string) => key, valueNama: (_: string, value: string) => value };
  const onlooking = vi.fn();
  keep(mount(ImportPanel, { target: document.body, props: { onlooking, ...names } }));
  expect(find('import-result')).toBeNull();
  await act('lookIntoBundle', { path }, () => undefined);
  const shown = (await lookedAt())!;
  keep(mount(LookedAtBanner, { target: document.body, props: { lookedAt: shown } }));
  expect(said('looked-at-answer')).toBe(`${t().submission.answer.not_valid}.`);
  const fault = shown.bundle!.verify.faults.find((each) => each.code === 'bag_digest_wrong')!;
  expect(said('looked-at-faults')).toContain(say(`notice.${fault.code}`, fault.args));
  find('looked-at-back')!.click();
  await waiting(() => expect(find('looked-at')).not.toBeNull());
  await vi.waitFor(async () => expect(await lookedAt()).toBeNull());
});

it('says why a file that is no bundle is not looked into', async () => {
  const path = await desk.file('bukan.zip', 'bukan bundel');
  const onlooking = vi.fn();
  keep(mount(VerifyPanel, { target: document.body, props: { path, onlooking } }));
  find('verify-look')!.click();
  await waiting(() => expect(document.body.textContent).toContain('bukan kantong BagIt'));
  expect(onlooking).not.toHaveBeenCalled();
  expect(await lookedAt()).toBeNull();
});
