import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { act } from '../../ipc/act';
import { call } from '../../ipc/backend';
import type { RegistryView, Subject } from '../../ipc/bindings';
import { eachDesk, inovasi } from '../../ipc/bridge/testing';
import { toasts } from '../../kit/toast.svelte';
import PortalScreen from './PortalScreen.svelte';
import PortalWalk from './PortalWalk.svelte';

eachDesk();
let stop: (() => void)[] = [];
let copied: string[] = [];
let refuses = false;

beforeEach(() => {
  copied = [];
  refuses = false;
  const writeText = (text: string) => {
    if (refuses) return Promise.reject(new Error('refused'));
    copied.push(text);
    return Promise.resolve();
  };
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } });
  document.execCommand = () => false;
});

afterEach(() => {
  vi.unstubAllGlobals();
  stop.forEach((each) => each());
  stop = [];
  toasts.list = [];
  document.body.replaceChildren();
});

const at = (test: string) => [...document.querySelectorAll<HTMLElement>(`[data-test="${test}"]`)];
const seen = (test: string) =>
  vi.waitFor(() => {
    flushSync();
    const found = at(test)[0];
    if (!found) throw new Error(test);
    return found;
  });
const waits = () => document.querySelector<HTMLElement>('li.current')?.dataset.entry;
const waitsFor = (name: string) =>
  vi.waitFor(() => {
    flushSync();
    expect(waits()).toBe(name);
    expect((document.activeElement as HTMLElement | null)?.closest('li')?.dataset.entry).toBe(name);
  });
const press = (key: string) => {
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  flushSync();
};

async function walk(whom?: Subject): Promise<Subject> {
  const subject: Subject = whom ?? `inovasi:${await inovasi()}`;
  const shown = mount(PortalWalk, { target: document.body, props: { subject, person: 'Sri' } });
  stop.push(() => void unmount(shown));
  (await seen('portal-line')).focus();
  return subject;
}

const marked = async (subject: Subject, name: string) =>
  (await call('showPortalSubject', { subject })).entries.find((each) => each.name === name);

describe('the walk through the portal', () => {
  it('copies, ticks and goes on by the keyboard alone', async () => {
    const subject = await walk();
    const [first, second, third, fourth] = (await call('showPortalSubject', { subject })).entries;
    expect(waits()).toBe(first?.name);
    press('Enter');
    await waitsFor(second!.name);
    expect(copied).toEqual([first!.text]);
    expect((await marked(subject, first!.name))?.state).toBe('entered');
    // Only copied: it is not ticked, and the next one waits all the same.
    press('c');
    await waitsFor(third!.name);
    expect((await marked(subject, second!.name))?.state).toBe('open');
    press('l');
    const alasan = (await seen('portal-alasan')) as HTMLInputElement;
    alasan.value = 'portal belum punya isian ini';
    alasan.dispatchEvent(new Event('input', { bubbles: true }));
    flushSync();
    (await seen('portal-skip-accept')).click();
    await vi.waitFor(() => {
      flushSync();
      expect(waits()).toBe(fourth!.name);
    });
    expect((await marked(subject, third!.name))?.why).toBe('portal belum punya isian ini');
    await vi.waitFor(() => expect(at('portal-done')[0]?.textContent).toContain('2 dari'));
    at('portal-line')[2]?.focus();
    press('ArrowUp');
    press('ArrowUp');
    press('ArrowUp');
    await vi.waitFor(() => expect(waits()).toBe(first!.name));
    press('b');
    await vi.waitFor(async () => expect((await marked(subject, first!.name))?.state).toBe('open'));
  });

  it('ticks nothing that could not be copied, and says so', async () => {
    const subject = await walk();
    const first = waits()!;
    refuses = true;
    press('Enter');
    await vi.waitFor(() => expect(toasts.list.map((each) => each.text).join()).toContain('Tidak ada yang ditandai'));
    expect(waits()).toBe(first);
    expect((await marked(subject, first))?.state).toBe('open');
  });

  it('tells what has changed since it was entered', async () => {
    const id = await inovasi();
    const subject: Subject = `inovasi:${id}`;
    await act('tickPortal', { subject, entry: 'profil/nama', digest: null });
    await act('editInovasi', { id, field: 'nama', value: 'Nama yang lain' });
    await walk(subject);
    expect((await seen('portal-changed')).textContent).toContain('Perbaiki juga di portal');
  });

  it('takes a turn and hands it back', async () => {
    const subject = await walk();
    (await seen('portal-turn-take')).click();
    expect((await seen('portal-turn')).textContent).toContain('Sri');
    expect((await call('showPortal')).lines.find((each) => each.subject === subject)?.turn).toBe('Sri');
    (await seen('portal-turn-back')).click();
    await vi.waitFor(() => {
      flushSync();
      expect(at('portal-turn')).toHaveLength(0);
    });
  });
});

describe('the screen of the portal', () => {
  it('lists all with how far they are, and ends with the way to sending', async () => {
    const registry = (await call('openRegistry')) as RegistryView;
    const shown = mount(PortalScreen, { target: document.body, props: { registry } });
    stop.push(() => void unmount(shown));
    await seen('portal-walk');
    expect(at('portal-subject')).toHaveLength((await call('showPortal')).lines.length);
    expect((await seen('portal-send')).getAttribute('href')).toBe('#/pengajuan');
  });
});
