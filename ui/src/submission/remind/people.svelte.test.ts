import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { call } from '../../ipc/backend';
import { eachDesk } from '../../ipc/bridge/testing';
import { toasts } from '../../kit/toast.svelte';
import PublishScreen from '../publish/PublishScreen.svelte';
import RemindScreen from './RemindScreen.svelte';

eachDesk();
let shown: ReturnType<typeof mount> | undefined;
let copied: string[] = [];

beforeEach(() => {
  copied = [];
  const writeText = (text: string) => Promise.resolve(void copied.push(text));
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } });
});
afterEach(() => {
  if (shown) void unmount(shown);
  shown = undefined;
  toasts.list = [];
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

const show = (screen: Component) => (shown = mount(screen, { target: document.body }));
const at = (test: string) => [...document.querySelectorAll<HTMLElement>(`[data-test="${test}"]`)];
const seen = (test: string) =>
  vi.waitFor(() => {
    flushSync();
    expect(at(test).length).toBeGreaterThan(0);
    return at(test)[0]!;
  });
const click = async (test: string) => {
  (await seen(test)).click();
  flushSync();
};

describe('reminders', () => {
  it('copies one with one click, and all of them with another', async () => {
    show(RemindScreen);
    const text = (await seen('reminder-text')).textContent;
    await click('reminder-copy');
    await vi.waitFor(() => expect(copied).toEqual([text]));
    await click('remind-copy-all');
    await vi.waitFor(() => expect(copied.length).toBe(2));
    expect(copied[1]).toContain(text);
    expect(at('reminder').length).toBeGreaterThan(1);
  });

  it('writes a letter with a subject where that is asked', async () => {
    show(RemindScreen);
    await seen('reminder');
    expect(at('reminder-copy-subject').length).toBe(0);
    await click('remind-channel-email');
    await click('reminder-copy-subject');
    await vi.waitFor(() => expect(copied[0]).toContain('Kelengkapan'));
  });
});

describe('the public catalogue', () => {
  it('is chosen part by part, and published', async () => {
    show(PublishScreen);
    expect((await seen('public-manfaat')) as HTMLInputElement).toHaveProperty('checked', true);
    expect((await seen('public-nama_inisiator')) as HTMLInputElement).toHaveProperty('checked', false);
    await click('public-nama_inisiator');
    await vi.waitFor(async () => {
      const parts = (await call('showPublication')).parts;
      expect(parts.find((each) => each.part === 'nama_inisiator')?.public).toBe(true);
    });
    await vi.waitFor(() => {
      flushSync();
      expect((at('publish-start')[0] as HTMLButtonElement).disabled).toBe(false);
    });
    await click('publish-start');
    expect((await seen('publish-receipt')).textContent).toContain('titik pada peta');
  });

  it('writes a table beside', async () => {
    show(PublishScreen);
    await seen('table-start');
    await vi.waitFor(() => {
      flushSync();
      expect((at('table-start')[0] as HTMLButtonElement).disabled).toBe(false);
    });
    await click('table-start');
    expect((await seen('table-receipt')).textContent).toContain('.csv');
  });
});

describe('files', () => {
  it('are offered under names that an office gives', async () => {
    const names = await Promise.all([
      call('suggestRemindersPath'),
      call('suggestPublishPath'),
      call('suggestStepsPath'),
      call('suggestParcelPath'),
      call('suggestCopyPath'),
      ...(['scores', 'answers', 'findings', 'official', 'bukti', 'steps'] as const).map((table) =>
        call('suggestTablePath', { table }),
      ),
    ]);
    const begins = names.map((each) => each.split(/[\\/]/).at(-1)?.split('-')[0]);
    expect(begins).toEqual(
      'pengingat katalog langkah paket salinan skor jawaban temuan hasil bukti langkah'.split(' '),
    );
  });
});
