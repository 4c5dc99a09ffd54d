import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { call } from '../../ipc/backend';
import type { DocumentKindView, Handed } from '../../ipc/bindings';
import { eachDesk } from '../../ipc/bridge/testing';
import { usePicker } from '../../ipc/dialog';
import TemplatePanel from './TemplatePanel.svelte';

eachDesk();
let stop = () => {};
afterEach(() => {
  stop();
  usePicker(null);
  document.body.replaceChildren();
});

const at = (test: string) => document.querySelector<HTMLElement>(`[data-test="${test}"]`);
const seen = (test: string) =>
  vi.waitFor(() => {
    flushSync();
    expect(at(test), test).not.toBeNull();
    return at(test) as HTMLElement;
  });

async function show(): Promise<DocumentKindView> {
  const view = await call('listDocuments');
  const kind = view.kinds.find((each) => each.kind === 'undangan') as DocumentKindView;
  const panel = mount(TemplatePanel, { target: document.body, props: { kind } });
  stop = () => void unmount(panel);
  return kind;
}

const own = async () => (await call('listDocuments')).kinds.find((each) => each.kind === 'undangan')?.own;

it('copies a form out and takes it back', async () => {
  let copied: Handed | null = null;
  usePicker({
    target: (suggested) => Promise.resolve((copied = suggested)),
    file: () => Promise.resolve(copied),
  });
  await show();
  (await seen('template-copy-docx')).click();
  expect((await seen('template-told')).textContent).toContain('undangan');
  (await seen('template-give-docx')).click();
  await vi.waitFor(async () => expect(await own()).toEqual(['docx']));
});

it('tells what is wrong and keeps what was used', async () => {
  await show();
  // The desk hands over a file that is no document at all.
  (await seen('template-give-docx')).click();
  expect((await seen('template-faults')).querySelectorAll('li').length).toBe(1);
  expect(await own()).toEqual([]);
});
