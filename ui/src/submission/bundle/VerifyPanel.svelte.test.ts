import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { call } from '../../ipc/backend';
import type { BundleReceipt, Handed } from '../../ipc/bindings';
import { eachDesk, reply } from '../../ipc/bridge/testing';
import { t } from '../../text/t.svelte';
import VerifyPanel from './VerifyPanel.svelte';

const desk = eachDesk();
let made: Record<string, unknown> | undefined;
const find = <T extends HTMLElement>(test: string) => document.querySelector<T>(`[data-test="${test}"]`);
const said = (test: string) => find(test)?.textContent?.trim() ?? '';

afterEach(() => {
  if (made) void unmount(made);
  made = undefined;
  document.body.innerHTML = '';
});

async function bundle(): Promise<[Handed, BundleReceipt]> {
  const out = await call('suggestBundlePath', { zip: true });
  const req = { out, zip: true, only: [], date: '2026-11-22' };
  const { view } = await call('exportBundle', req, () => undefined);
  return [out, view];
}

it('says what a seal proves, and as told next finds the paper', async () => {
  const [path, { code, fingerprint }] = await bundle();
  made = mount(VerifyPanel, { target: document.body, props: { path } });
  flushSync();
  find('verify-start')!.click();
  await vi.waitFor(() => expect(said('verify-answer')).toBe(t().submission.answer.valid), 20_000);
  expect(said('verify-unpaired')).toBe(t().bundle.unpaired);
  // A code that is typed is told what it does not prove, and where that stands.
  const field = find<HTMLInputElement>('verify-code')!;
  field.value = code;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  find('verify-start')!.click();
  await vi.waitFor(() => expect(said('verify-by-code')).toBe(t().bundle.byCode), 20_000);
  expect(said('verify-fits')).toBe(t().bundle.codeFits);
  const typed = `${code} ${fingerprint}`;
  reply('readPaper', () => ({ code, fingerprint, typed }));
  find('verify-photo')!.click();
  await vi.waitFor(() => expect(field.value).toBe(typed));
  expect(said('verify-photo-read')).toContain(code);
  find('verify-start')!.click();
  await vi.waitFor(() => expect(said('verify-fits')).toBe(t().bundle.fingerprintFits), 20_000);
  expect(said('verify-answer')).toBe(t().bundle.paired);
  expect(find('verify-by-code')).toBeNull();
  expect(find('verify-unpaired')).toBeNull();
});

it('says what to do with a picture that shows no code', async () => {
  await desk.file('berkas.jpg');
  made = mount(VerifyPanel, { target: document.body, props: {} });
  flushSync();
  find('verify-photo')!.click();
  await vi.waitFor(() => expect(said('verify-photo-error')).not.toBe(''));
  expect(find<HTMLInputElement>('verify-code')!.value).toBe('');
});
