import { readFile } from 'node:fs/promises';
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { act } from '../../ipc/act';
import { call } from '../../ipc/backend';
import type { DifferenceKind, DifferenceView, Handed, PackView } from '../../ipc/bindings';
import { eachDesk, inovasi } from '../../ipc/bridge/testing';
import { usePicker } from '../../ipc/dialog';
import { toasts } from '../../kit/toast.svelte';
import { settle } from '../../shell/route.svelte';
import { decimal, say, speak } from '../../text/t.svelte';
import { chooseParameter } from '../answer/assessment.svelte';
import { answers, named as find, YEAR } from '../testing';
import RulesScreen from './RulesScreen.svelte';
import { correctableOf, factName, factValue, kindsOf, matchingIndikator } from './rules';

const desk = eachDesk();
const NEXT = 'iga-2027';
const BEFORE = 'iga-2025';

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
/** Chooses a file in the dialog behind a field. */
const choose = async (test: string, path: Handed) => {
  usePicker({ file: () => Promise.resolve(path) });
  await press(`${test}-pick`);
  await vi.waitFor(() => expect(find<HTMLInputElement>(test)?.value).toBe(path));
};
const type = async (test: string, value: string) => {
  const input = (await there(test)) as HTMLInputElement;
  input.value = value;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
};

// Whole screens take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

let pack: PackView;
let screen: Record<string, unknown> | null = null;

beforeEach(async () => {
  settle('#/aturan');
  pack = await call('showPack', { instrument: YEAR });
});
afterEach(async () => {
  if (screen) await unmount(screen);
  screen = null;
  document.body.innerHTML = '';
  toasts.list = [];
  speak('id');
});

/** The rules of the year as somebody sends them, changed in one file. */
async function sent(file: string, from: string | RegExp, to: string): Promise<Handed> {
  const path = await desk.hand((await desk.file('asal.json')).replace('asal', 'keluar'));
  await call('exportPack', { instrument: YEAR, path, replace: false });
  const document = JSON.parse(await readFile(path, 'utf8')) as { files: Record<string, string> };
  const changed = document.files[file]!.replace(from, to);
  return desk.file('aturan.json', JSON.stringify({ ...document, files: { ...document.files, [file]: changed } }));
}

const open = () => {
  const target = document.body.appendChild(document.createElement('main'));
  screen = mount(RulesScreen, { target });
  flushSync();
};

describe('words', () => {
  it('name every fact that a difference can have', () => {
    expect(factName('parameter/3', 'parameter')).toBe('Parameter 3');
    expect(factName('parameter', 'parameter')).toBe('Parameter');
    expect(factName('pembagi_minimum', 'pembagi_minimum')).toBe('Pembagi terkecil');
    expect(factName('predikat/Inovatif', 'predikat')).toBe('Predikat Inovatif');
    expect(factName('variant/a/2', 'variant')).toContain('parameter 2');
    expect(factName('yang_baru', null)).toBe('yang baru');
    const shown = (fact: string, value: string | null) => factValue(fact, value);
    expect([shown('x', '1.5'), shown('x', null), shown('x', '1-30 orang')]).toEqual(['1,5', '–', '1-30 orang']);
    expect([shown('dari', '2024-01-01'), shown('formula', 'sum')]).toEqual(['1 Januari 2024', 'jumlah semua skor']);
  });

  it('count the kinds that occur', () => {
    const of = (kind: DifferenceKind) => ({ kind }) as DifferenceView;
    expect(kindsOf([of('added'), of('reworded'), of('added')])).toEqual([
      ['added', 2],
      ['reworded', 1],
    ]);
  });

  it('offer every fact of an indikator to be set right', () => {
    const it = pack.instrument.indikator[0]!;
    const facts = correctableOf(it, 2026).map((each) => each.fact);
    expect(facts.slice(0, 5)).toEqual(['bobot', 'nama', 'bukti', 'wajib', 'window']);
    expect(facts).toContain('parameter/3');
    expect(matchingIndikator([it], ` ${it.code.toLowerCase()}`)).toEqual([it]);
  });
});

describe('the screen', () => {
  it('opens the rules in use and shows a fact with its confidence', async () => {
    open();
    expect((await there(`rules-${YEAR}`)).getAttribute('aria-current')).toBe('page');
    expect((await there('rule-constants')).textContent).toContain('Pembagi terkecil');
    const counting = pack.check.find((each) => each.kind === 'count-at-least')!;
    const checked = pack.instrument.indikator.find((each) => each.id === counting.indikator)!;
    await press(`rules-indikator-${checked.id}`);
    expect((await there('indikator-facts')).textContent).toContain(checked.nama);
    expect((await there('indikator-checks')).textContent).toContain('Paling sedikit 1 berkas');
  });

  it('calls sources by their names', async () => {
    const { source, rule, indikator } = pack.instrument;
    const names = source.map((each) => each.nama);
    expect(names).toContain('SIMONDA, Kabupaten Rote Ndao');
    for (const each of [...rule, ...indikator]) expect(each.source.filter((nama) => !names.includes(nama))).toEqual([]);
  });

  it('tells every mistake of a broken file and takes nothing in', async () => {
    const file = `indikator/${pack.instrument.indikator[0]!.id}.toml`;
    const path = await sent(file, /^nama = .*$/m, 'nama = ');
    const { faults } = await call('inspectPack', { path });
    const before = await call('showInstruments');
    open();
    await press('rules-import');
    await choose('rules-import-path', path);
    await press('rules-import-look');
    const told = await there('rules-faults');
    expect(told.textContent).toContain(`${file}, baris `);
    expect(told.textContent).toContain('Berkas tidak dapat dibaca sebagai TOML');
    expect(faults.length).toBeGreaterThan(1);
    expect(told.querySelectorAll('li')).toHaveLength(faults.length);
    expect(find('rules-import-why')).toBeNull();
    expect(find<HTMLButtonElement>('rules-import-take')?.disabled).toBe(true);
    expect(await call('showInstruments')).toEqual(before);
  });

  it('takes rules in only with a reason, and goes to them', async () => {
    const { tahun } = pack.instrument;
    const head = `id = "iga-2031"\nnama = "Penjaringan"\ntahun = ${tahun + 5}`;
    open();
    await press('rules-import');
    await choose('rules-import-path', await sent('instrument.toml', /^id = [^]*?^tahun = .*$/m, head));
    await press('rules-import-look');
    await there('rules-look');
    expect(find<HTMLButtonElement>('rules-import-take')?.disabled).toBe(true);
    await type('rules-import-why', 'Surat penjaringan 2031');
    await press('rules-import-take');
    expect((await there('rules-iga-2031')).textContent).toContain('Versi sendiri 1');
    const [version] = await call('showPackVersions', { instrument: 'iga-2031' });
    expect(version?.alasan).toBe('Surat penjaringan 2031');
  });

  it('keeps what was typed when a correction is refused', async () => {
    const own = async () => (await call('showPack', { instrument: YEAR })).own;
    open();
    await there('rule-constants');
    await press('rules-correct');
    await type('correct-value', '0');
    await type('correct-source', 'Surat ralat');
    await type('correct-why', 'Salah salin');
    await press('correct-preview');
    expect((await there('rules-faults')).textContent).toContain('instrument.toml, baris ');
    await press('correct-save');
    expect((await there('correct-error')).textContent).toContain('Tidak ada yang dicatat');
    expect((find('correct-value') as HTMLInputElement).value).toBe('0');
    expect(await own()).toBeNull();
    await type('correct-value', '10');
    await press('correct-save');
    await there(`rules-own-${YEAR}`);
    expect(find('rules-remove')?.textContent).toContain('Kembalikan bawaan');
    expect((await own())?.alasan).toBe('Salah salin');
  });

  it('filters differences by kind', async () => {
    const { differences } = await call('compareInstruments', { before: YEAR, after: NEXT });
    const [kind, n] = kindsOf(differences)[0]!;
    expect(n).toBeLessThan(differences.length);
    settle(`#/aturan/${NEXT}`);
    open();
    await openTab('bandingkan');
    const rows = async () => (await there('difference-table')).querySelectorAll('tbody tr');
    expect(await rows()).toHaveLength(differences.length);
    await press(`difference-${kind}`);
    expect(await rows()).toHaveLength(n);
  });

  it('shows on each basis what would change, and what cannot be computed', async () => {
    const { assessment, lines } = await answers('daerah');
    for (const { indikator } of lines) await chooseParameter(assessment, indikator.id, 3, null);
    const { standing, fate } = await call('showEffect', { instrument: BEFORE });
    expect(standing[0]).toMatchObject({ change: null, then: { skor_total: null } });
    settle(`#/aturan/${BEFORE}`);
    open();
    await openTab('dampak');
    const table = await there('effect-standing');
    expect(table.textContent).toContain(decimal(standing[0]!.now.skor_total));
    expect(table.textContent).toContain('tidak dapat dihitung');
    await press('effect-supported');
    expect(find('effect-supported')?.getAttribute('aria-pressed')).toBe('true');
    expect(fate.some((each) => each.why.includes('not_asked'))).toBe(true);
    expect((await there('effect-fate')).textContent).toContain(say('carry.not_asked'));
  });

  it('names first what costs points elsewhere, for the rules in use too', async () => {
    const { lesson } = await call('showEffect', { instrument: YEAR });
    expect(lesson.length).toBeGreaterThan(0);
    settle(`#/aturan/${YEAR}`);
    open();
    await openTab('dampak');
    const list = await there('effect-lesson');
    expect(find('effect')!.firstElementChild!.contains(list)).toBe(true);
    for (const { nama, teks } of lesson) {
      expect(list.textContent).toContain(nama);
      expect(list.textContent).toContain(teks.id);
    }
    expect(find('effect')!.textContent).toContain('Ini aturan yang sedang dipakai');
  });

  it('names the inovasi that would move', async () => {
    const { assessment, lines } = await answers(`inovasi:${await inovasi('IJOLKE')}`);
    const { id, bobot } = lines[0]!.indikator;
    await chooseParameter(assessment, id, 3, null);
    const fact = { indikator: id, fact: 'bobot', value: String(Number(bobot) + 2), source: 'Surat ralat' };
    const copy = { copy_id: 'iga-2026-uji', copy_nama: 'Uji', sums: true, alasan: 'Coba' };
    await act('correctPack', { instrument: YEAR, corrections: [{ ...fact, confidence: 'one_source' }], ...copy });
    settle('#/aturan/iga-2026-uji');
    open();
    await openTab('dampak');
    const row = (await there('effect-moved')).querySelector('tbody tr');
    expect(row?.textContent).toContain('IJOLKE');
    expect(row?.textContent).toContain('+6,00');
  });
});
