import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { act } from '../../ipc/act';
import { call } from '../../ipc/backend';
import type { InovasiId, UndoneView } from '../../ipc/bindings';
import { eachDesk, inovasi, reply } from '../../ipc/bridge/testing';
import { Draft, letGo } from '../../kit/draft.svelte';
import { toasts } from '../../kit/toast.svelte';
import { actInWords, UndoDesk } from './undo.svelte';

eachDesk();
let id: InovasiId;
let stop: (() => void) | undefined;
let desk: UndoDesk;

beforeEach(async () => {
  id = await inovasi('Pak Rahman');
  const asked = reply('showUndo');
  stop = $effect.root(() => {
    desk = new UndoDesk((key) => key);
  });
  flushSync();
  await vi.waitFor(() => expect(asked).toHaveBeenCalled());
});
afterEach(() => {
  stop?.();
  toasts.list = [];
  document.body.replaceChildren();
});

const kepanjangan = async () =>
  (await call('showInovasi', { id })).profile.find((field) => field.field === 'kepanjangan')?.value;

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
});

describe('taking back', () => {
  const edit = (value: string) => act('editInovasi', { id, field: 'kepanjangan', value });

  it('follows every act, and offers the way forth', async () => {
    const before = await kepanjangan();
    await edit('Baru');
    await vi.waitFor(() => expect(desk.undoWords).toContain('Kepanjangan'));
    expect(desk.redoWords).toBeNull();
    await desk.undo();
    expect(await kepanjangan()).toBe(before);
    expect(desk.redoWords).toContain('Kepanjangan');
    expect(toasts.list.at(-1)?.text).toContain('Dibatalkan');
    await desk.redo();
    expect(await kepanjangan()).toBe('Baru');
    expect(toasts.list).toHaveLength(1);
  });

  it('says what was left alone, and why', async () => {
    await edit('Baru');
    const done = (await call('showUndo')).undo!;
    const undo = { undo: null, redo: null };
    const args = [
      { name: 'instrument', value: 'iga-2026' },
      { name: 'n', value: '1' },
    ];
    const kept = [{ code: 'kept_year_closed' as const, args }];
    reply('undo', () => ({
      view: { done, n_restored: 1, n_newer: 2, kept, ...undo },
      findings: [],
      touched: [],
    }));
    await desk.undo();
    expect(toasts.list.at(-1)?.text).toMatch(/2 isian yang lebih baru.* 1 isian .*iga-2026 sudah ditutup/);
  });

  it('saves what is being typed first, so that this is what goes', async () => {
    const before = await kepanjangan();
    const draft = new Draft({ read: () => before ?? '', save: edit, pause: 9999 });
    draft.type('Sedang diketik');
    await desk.undo();
    expect(await kepanjangan()).toBe(before);
    await desk.redo();
    expect(await kepanjangan()).toBe('Sedang diketik');
    draft.leave();
  });

  it('tells when there is nothing', async () => {
    while ((await call('showUndo')).undo) await act('undo');
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
    const asked = reply('undo');
    expect(press(make(html), 'z')).toBe(taken);
    await vi.waitFor(() => expect([asked.mock.calls.length, desk.busy]).toEqual([taken ? 1 : 0, false]));
  });

  it.each([
    ['y', false, 'redo'],
    ['Z', true, 'redo'],
    ['z', false, 'undo'],
  ] as const)('%s (shift %s) is %s', async (key, shift, command) => {
    const asked = reply(command);
    press(document.body, key, shift);
    await vi.waitFor(() => expect([asked.mock.calls.length, desk.busy]).toEqual([1, false]));
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
