import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { act } from '../../ipc/act';
import { useBackend, type Backend } from '../../ipc/backend';
import type { UndoneView } from '../../ipc/bindings';
import { fakeBackend } from '../../ipc/fake';
import { forgetAll } from '../../ipc/query.svelte';
import { Draft, letGo } from '../../kit/draft.svelte';
import { toasts } from '../../kit/toast.svelte';
import messages from '../../text/messages.json';
import { actInWords, UndoDesk } from './undo.svelte';

let backend: Backend;
let stop: (() => void) | undefined;
let desk: UndoDesk;

beforeEach(async () => {
  useBackend((backend = fakeBackend()));
  stop = $effect.root(() => {
    desk = new UndoDesk((key) => key);
  });
  flushSync();
  await settle();
});
afterEach(() => {
  stop?.();
  toasts.list = [];
  forgetAll();
  useBackend(null);
  document.body.replaceChildren();
});

const settle = () => new Promise((wake) => setTimeout(wake, 20));
const kepanjangan = async () =>
  (await backend.showInovasi('pak-rahman')).profile.find((field) => field.field === 'kepanjangan')?.value;

describe('an act in words', () => {
  const told = (rest: Partial<UndoneView>): UndoneView => ({
    op: 'edit_inovasi',
    subject_nama: null,
    label: null,
    n_change: 1,
    at: '',
    ...rest,
  });
  it.each([
    [told({ label: 'Nama Inovasi', subject_nama: 'Rumah Pelita' }), 'mengubah isian Nama Inovasi — Rumah Pelita'],
    [
      told({ op: 'register_inovasi', label: 'Nama Inovasi', subject_nama: 'Rumah Pelita' }),
      'mendaftarkan inovasi — Rumah Pelita',
    ],
    [told({ op: 'restore_value', label: 'waktu_x' }), 'memakai lagi isian lama «waktu_x»'],
    [told({ op: 'begin_year', n_change: 3 }), 'memulai tahun'],
  ])('%o', (it, words) => expect(actInWords(it, (key) => `«${key}»`)).toBe(words));

  it('has words for every op', () =>
    expect(Object.keys(messages).filter((key) => key.startsWith('op.')).length).toBeGreaterThanOrEqual(36));
});

describe('taking back', () => {
  it('follows every act, and offers the way forth', async () => {
    expect(desk.undoWords).toBeNull();
    const before = await kepanjangan();
    await act('editInovasi', { id: 'pak-rahman', field: 'kepanjangan', value: 'Baru' });
    await settle();
    expect(desk.undoWords).toContain('Kepanjangan');
    await desk.undo();
    expect(await kepanjangan()).toBe(before);
    expect(desk.redoWords).toContain('Kepanjangan');
    expect(toasts.list.at(-1)?.text).toContain('Dibatalkan');
    await desk.redo();
    expect(await kepanjangan()).toBe('Baru');
    expect(toasts.list).toHaveLength(1);
  });

  it('says how many newer values were left alone', async () => {
    await act('editInovasi', { id: 'pak-rahman', field: 'kepanjangan', value: 'Baru' });
    const run = backend.undo;
    vi.spyOn(backend, 'undo').mockImplementation(async () => {
      const outcome = await run();
      return { ...outcome, view: { ...outcome.view, n_kept: 2 } };
    });
    await desk.undo();
    expect(toasts.list.at(-1)?.text).toContain('2 isian');
  });

  it('saves what is being typed first, so that this is what goes', async () => {
    const before = await kepanjangan();
    const draft = new Draft({
      read: () => before ?? '',
      save: (text) => act('editInovasi', { id: 'pak-rahman', field: 'kepanjangan', value: text }),
      pause: 9999,
    });
    draft.type('Sedang diketik');
    await desk.undo();
    expect(await kepanjangan()).toBe(before);
    draft.leave();
  });

  it('tells when there is nothing', async () => {
    await desk.undo();
    expect(toasts.list.at(-1)?.tone).toBe('negative');
  });
});

describe('the keys', () => {
  const press = (target: EventTarget, key: string, shiftKey = false) => {
    const event = new KeyboardEvent('keydown', { key, ctrlKey: true, shiftKey, bubbles: true, cancelable: true });
    Object.defineProperty(event, 'target', { value: target });
    return desk.key(event);
  };
  const make = (html: string) => {
    document.body.innerHTML = html;
    return document.querySelector('[id=at]')!;
  };

  it.each([
    ['a button', '<button id="at"></button>', true],
    ['a field whose text is saved', '<input id="at" data-draft="clean" />', true],
    ['a field with a text of its own', '<input id="at" data-draft="dirty" />', false],
    ['a search field', '<input id="at" type="search" />', false],
    ['a radio', '<input id="at" type="radio" />', true],
    ['a paragraph being written', '<textarea id="at" data-draft="dirty"></textarea>', false],
    ['a dialog', '<div role="dialog"><button id="at"></button></div>', false],
  ])('in %s', async (_where, html, taken) => {
    expect(press(make(html), 'z')).toBe(taken);
    await settle();
  });

  it.each([
    ['y', false, 'redo'],
    ['Z', true, 'redo'],
    ['z', false, 'undo'],
  ] as const)('%s (shift %s) is %s', async (key, shift, command) => {
    const asked = vi.spyOn(backend, command);
    press(document.body, key, shift);
    await settle();
    expect(asked).toHaveBeenCalledOnce();
  });
});

describe('a field somebody stands in', () => {
  it('takes the value of before when an act is taken back, if its text is saved', () => {
    let saved = 'baru';
    const draft = new Draft({ read: () => saved, save: async () => undefined });
    draft.focus();
    draft.sync('lama');
    expect(draft.text).toBe('baru');
    letGo();
    draft.sync((saved = 'lama'));
    expect(draft.text).toBe('lama');
    draft.leave();
  });

  it('keeps a text that is not saved', () => {
    const draft = new Draft({ read: () => 'baru', save: async () => undefined, pause: 9999 });
    draft.type('sedang');
    letGo();
    draft.sync('lama');
    expect(draft.text).toBe('sedang');
    draft.leave();
  });
});
