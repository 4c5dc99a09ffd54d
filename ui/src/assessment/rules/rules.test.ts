import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useBackend, type Backend } from '../../ipc/backend';
import type { DifferenceView } from '../../ipc/bindings';
import { fakeBackend } from '../../ipc/fake';
import { forgetAll } from '../../ipc/query.svelte';
import { toasts } from '../../kit/toast.svelte';
import { settle } from '../../shell/route.svelte';
import { speak } from '../../text/t.svelte';
import RulesScreen from './RulesScreen.svelte';
import { correctableOf, factName, factValue, kindsOf, matchingIndikator } from './rules';

const find = <T extends Element = HTMLElement>(test: string) => document.querySelector<T>(`[data-test="${test}"]`);
const there = (test: string) =>
  vi.waitFor(
    () => {
      const found = find(test);
      if (!found) throw new Error(test);
      return found;
    },
    { timeout: 8000 },
  );
const press = async (test: string) => {
  (await there(test)).click();
  flushSync();
};
/** bits-ui takes a tab on focus or press, not on a bare click. */
const openTab = async (id: string) => {
  const tab = await there(`tab-${id}`);
  tab.focus();
  tab.click();
  flushSync();
};
const type = async (test: string, value: string) => {
  const input = (await there(test)) as HTMLInputElement;
  input.value = value;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
};

// Whole screens take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let backend: Backend;
let screen: Record<string, unknown> | null = null;

beforeEach(async () => {
  settle('#/aturan');
  backend = fakeBackend();
  useBackend(backend);
});
afterEach(async () => {
  if (screen) await unmount(screen);
  screen = null;
  document.body.innerHTML = '';
  toasts.list = [];
  forgetAll();
  useBackend(null);
  speak('id');
});

const open = () => {
  const target = document.body.appendChild(document.createElement('main'));
  screen = mount(RulesScreen, { target });
  flushSync();
};

describe('words', () => {
  it('name every fact that a difference can have', () => {
    expect(factName('parameter/3')).toBe('Parameter 3');
    expect(factName('pembagi_minimum')).toBe('Pembagi terkecil');
    expect(factName('predikat/Inovatif')).toBe('Predikat Inovatif');
    expect(factName('variant/a/2')).toContain('parameter 2');
    expect(factName('yang_baru')).toBe('yang baru');
    expect([factValue('1.5'), factValue(null), factValue('1-30 orang')]).toEqual(['1,5', '–', '1-30 orang']);
  });

  it('count the kinds that occur', () => {
    const of = (kind: string) => ({ kind }) as DifferenceView;
    expect(kindsOf([of('added'), of('reworded'), of('added')])).toEqual([
      ['added', 2],
      ['reworded', 1],
    ]);
  });

  it('offer every fact of an indikator to be set right', async () => {
    const it = (await backend.showPack('iga-2026')).instrument.indikator[0]!;
    const facts = correctableOf(it, 2026).map((each) => each.fact);
    expect(facts.slice(0, 5)).toEqual(['bobot', 'nama', 'bukti', 'wajib', 'window']);
    expect(facts).toContain('parameter/3');
    expect(matchingIndikator([it], ` ${it.code.toLowerCase()}`)).toEqual([it]);
  });
});

describe('the screen', () => {
  it('opens the rules in use and shows a fact with its confidence', async () => {
    open();
    const current = await there('rules-iga-2026');
    expect(current.getAttribute('aria-current')).toBe('page');
    expect((await there('rule-constants')).textContent).toContain('Pembagi terkecil');
    const first = (await backend.showPack('iga-2026')).instrument.indikator[0]!;
    await press(`rules-indikator-${first.id}`);
    expect((await there('indikator-facts')).textContent).toContain(first.nama);
    expect((await there('indikator-checks')).textContent).toContain('Paling sedikit 1 berkas');
  });

  it('tells every mistake of a broken file and takes nothing in', async () => {
    const taken = vi.spyOn(backend, 'importPack');
    open();
    await press('rules-import');
    await type('rules-import-path', '/tmp/rusak.zip');
    await press('rules-import-look');
    expect((await there('rules-faults')).textContent).toContain('indikator/bimtek.toml, baris 12');
    expect(find<HTMLButtonElement>('rules-import-take')?.disabled).toBe(true);
    expect(taken).not.toHaveBeenCalled();
  });

  it('takes rules in only with a reason, and goes to them', async () => {
    open();
    await press('rules-import');
    await type('rules-import-path', '/tmp/iga-2031.zip');
    await press('rules-import-look');
    await there('rules-look');
    expect(find<HTMLButtonElement>('rules-import-take')?.disabled).toBe(true);
    await type('rules-import-why', 'Surat penjaringan 2031');
    await press('rules-import-take');
    expect((await there('rules-iga-2031')).textContent).toContain('Versi sendiri 1');
  });

  it('keeps what was typed when a correction is refused', async () => {
    open();
    await there('rule-constants');
    await press('rules-correct');
    await type('correct-value', '1x');
    await type('correct-source', 'Surat ralat');
    await type('correct-why', 'Salah salin');
    await press('correct-preview');
    expect((await there('rules-faults')).textContent).toContain('instrument.toml, baris 51');
    await press('correct-save');
    expect((await there('correct-error')).textContent).toContain('Tidak ada yang dicatat');
    expect((find('correct-value') as HTMLInputElement).value).toBe('1x');
    await type('correct-value', '10');
    await press('correct-save');
    await there('rules-own-iga-2026');
    expect(find('rules-remove')?.textContent).toContain('Kembalikan bawaan');
  });

  it('filters differences by kind', async () => {
    settle('#/aturan/iga-2027');
    open();
    await openTab('bandingkan');
    expect((await there('difference-table')).querySelectorAll('tbody tr')).toHaveLength(5);
    await press('difference-reworded');
    expect(find('difference-table')?.querySelectorAll('tbody tr')).toHaveLength(1);
  });

  it('shows on each basis what would change, and what cannot be computed', async () => {
    settle('#/aturan/iga-2027');
    open();
    await openTab('dampak');
    const table = await there('effect-standing');
    expect(table.textContent).toContain('39,28');
    expect((await there('effect-moved')).textContent).toContain('tidak dapat dihitung');
    await press('effect-supported');
    expect(find('effect-supported')?.getAttribute('aria-pressed')).toBe('true');
    expect((await there('effect-fate')).textContent).toContain('Tahun ini tidak menanyakannya.');
  });
});
