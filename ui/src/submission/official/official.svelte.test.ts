import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { call } from '../../ipc/backend';
import type { InovasiId, InstrumentId } from '../../ipc/bindings';
import { eachDesk, inovasi } from '../../ipc/bridge/testing';
import CutText from './CutText.svelte';
import { LEFT_OUT, Taking, write } from './official.svelte';
import OfficialScreen from './OfficialScreen.svelte';

const desk = eachDesk();
let stop: (() => void)[] = [];
let year: InstrumentId;

beforeEach(async () => void (year = (await call('showOfficial', { instrument: null })).instrument));
afterEach(() => {
  stop.forEach((each) => each());
  stop = [];
  document.body.replaceChildren();
});

const at = (test: string) => [...document.querySelectorAll<HTMLElement>(`[data-test="${test}"]`)];
const seen = (test: string) =>
  vi.waitFor(() => {
    flushSync();
    expect(at(test).length, test).toBeGreaterThan(0);
    return at(test)[0] as HTMLElement;
  });
const figureOf = async (id: InovasiId) => {
  const view = await call('showOfficial', { instrument: year });
  const found = view.inovasi.find((each) => each.id === id);
  return found?.figures.find((each) => each.figure === 'kematangan_verifikasi')?.value ?? null;
};

function show() {
  const screen = mount(OfficialScreen, { target: document.body });
  stop.push(() => void unmount(screen));
}

describe('the screen', () => {
  it('shows what is written with a decimal comma, and takes what is typed', async () => {
    await write('daerah', year, 'iid_verifikasi', '65.8');
    show();
    const field = (await seen('official-iid_verifikasi')) as HTMLInputElement;
    await vi.waitFor(() => expect(field.value).toBe('65,8'));
    field.focus();
    field.value = '66,25';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.blur();
    await vi.waitFor(async () => {
      const view = await call('showOfficial', { instrument: year });
      expect(view.daerah.find((each) => each.figure === 'iid_verifikasi')?.value).toBe('66.25');
    });
  });

  it('says why a text is no figure and keeps the old one', async () => {
    show();
    const field = (await seen('official-peringkat')) as HTMLInputElement;
    field.focus();
    field.value = 'tinggi';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.blur();
    await vi.waitFor(() => expect(document.body.textContent).toContain('bukan angka hasil resmi'));
  });

  it('has nothing of ours beside a year without rules', async () => {
    show();
    const years = (await seen('official-year')) as HTMLSelectElement;
    years.value = 'iga-2022';
    years.dispatchEvent(new Event('change', { bubbles: true }));
    await vi.waitFor(() => {
      flushSync();
      expect(document.body.textContent).toContain('Aturan tahun ini tidak ada di sini');
    });
  });
});

describe("the portal's export", () => {
  const EXPORT = `No,Judul Inovasi,Pemda,Kematangan,Koordinat
1,Pak Rahman,Kota Semarang,"87,5",
2,Kado Mbak Itta,Kota Semarang,70,
3,Teleskop Antariksa,Kota Semarang,12,
`;
  let taking: Taking;

  beforeEach(async () => {
    taking = new Taking();
    taking.choose(await desk.file('ekspor.csv', EXPORT));
    await taking.look(year);
  });

  it('is only looked at first, and waits for whoever is unsure', async () => {
    expect(taking.work.error).toBe('');
    const says = taking.plan?.rows.map((each) => each.says);
    expect(says).toEqual(['matched', 'unsure', 'unknown']);
    expect(await figureOf(await inovasi('Pak Rahman'))).toBeNull();
  });

  it('takes what was decided in the same act, and leaves out what is left out', async () => {
    const kado = taking.plan?.rows[1]?.candidates[0]?.id as InovasiId;
    await taking.decide(year, 3, kado);
    expect(taking.plan?.n_unsure).toBe(0);
    await taking.decide(year, 2, LEFT_OUT);
    expect(taking.plan?.rows[0]?.says).toBe('left_out');
    await taking.decide(year, 2, null);
    await taking.apply(year);
    expect(taking.taken?.n_taken).toBe(2);
    expect(await figureOf(await inovasi('Pak Rahman'))).toBe('87.5');
    expect(await figureOf(kado)).toBe('70');
  });
});

describe('where it must have been cut', () => {
  const answer = (code: string, from: number, to: number | null) => ({ indikator: code, code, nama: code, from, to });
  const cut = (says: 'certain' | 'some' | 'nothing', ways: ReturnType<typeof answer>[][]) => ({
    says,
    sent: '12.00',
    official: '8.00',
    total: '4.00',
    n_way: ways.length,
    ways,
    certain: [],
  });

  it('names the one way, and calls several possible', () => {
    const one = mount(CutText, { target: document.body, props: { cut: cut('certain', [[answer('SID-22', 3, 2)]]) } });
    stop.push(() => void unmount(one));
    flushSync();
    expect(document.body.textContent).toContain('SID-22 dari 3 menjadi 2');
    expect(document.body.textContent).not.toContain('kemungkinan dari jumlahnya saja');
    const some = cut('some', [[answer('SID-22', 3, 2)], [answer('SID-23', 2, 1)]]);
    const other = mount(CutText, { target: document.body, props: { cut: some } });
    stop.push(() => void unmount(other));
    flushSync();
    expect(document.body.textContent).toContain('kemungkinan dari jumlahnya saja');
  });
});
