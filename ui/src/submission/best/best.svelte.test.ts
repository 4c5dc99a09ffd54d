import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { act } from '../../ipc/act';
import { call } from '../../ipc/backend';
import type { Basis, BestView, InovasiId, Subject } from '../../ipc/bindings';
import { eachDesk, madeUp, refusing, reply } from '../../ipc/bridge/testing';
import { entry, hold } from '../../ipc/query.svelte';
import { toasts } from '../../kit/toast.svelte';
import { count, decimal } from '../../text/t.svelte';
import NextStepsList from '../steps/NextStepsList.svelte';
import ApplyBestDialog from './ApplyBestDialog.svelte';
import { apply, explainSide, explainWorth, leftOut, pin, release, shownRows, signed, worth } from './best.svelte';
import BestTable from './BestTable.svelte';

const desk = eachDesk();
let instrument = '';
let shown: ReturnType<typeof mount> | undefined;
let drop: (() => void) | undefined;

/** One inovasi answers its best, so that the empty ones pull the average down. */
beforeEach(async () => {
  instrument = (await call('openRegistry'))?.instrument ?? '';
  const { inovasi } = await view();
  await choose(inovasi[0]!.id);
});
afterEach(() => {
  close();
  drop?.();
  drop = undefined;
  toasts.list = [];
  document.body.replaceChildren();
});

const close = () => {
  if (shown) void unmount(shown);
  shown = undefined;
};
const at = (test: string) => [...document.querySelectorAll<HTMLElement>(`[data-test="${test}"]`)];
const click = (element: HTMLElement | undefined) => {
  element?.click();
  flushSync();
};
const seen = (test: string, n = 1) =>
  vi.waitFor(() => {
    flushSync();
    expect(at(test).length).toBeGreaterThanOrEqual(n);
  });
const view = (basis: Basis = 'claimed') => call('showBestSet', { instrument, basis }) as Promise<BestView>;

/** The highest parameter of the first indikator that bukti have to be counted for. */
async function choose(id: InovasiId): Promise<string> {
  const { indikator } = await call('showInstrument', { instrument });
  const line = indikator.find((each) => !each.daerah && each.check.some(({ kind }) => kind === 'count-at-least'))!;
  const parameter = line.parameter.at(-1)!.nomor;
  const subject: Subject = `inovasi:${id}`;
  await act('chooseParameter', { subject, instrument, indikator: line.id, parameter, variant: null });
  return line.id;
}

describe('numbers in words', () => {
  it.each([
    ['0.1234', '+0,1234', '+0,1234'],
    ['-0.0123', '−0,0123', 'menurunkan 0,0123'],
    ['0.0000', '0,0000', 'tidak berpengaruh'],
  ])('%s', (value, sign, words) => expect([signed(value), worth(value)]).toEqual([sign, words]));
  it('says what cannot be computed', () => expect(worth(null)).toBe('tidak dapat dihitung'));
});

describe('pins', () => {
  it('are shown by the answer of the act, and the other scores are reckoned anew', async () => {
    const before = await view();
    const read = entry('showBestSet', { instrument, basis: 'claimed' });
    drop = hold(read);
    const other = entry('showBestSet', { instrument, basis: 'supported' });
    await other.load();
    await vi.waitFor(() => expect(read.data).toBeDefined());
    const row = leftOut(before)[0]!;
    const again = reply('showBestSet');
    await pin(before, row, 'pinned');
    expect(read.data?.inovasi.find((each) => each.id === row.id)).toMatchObject({ pinned: true, chosen: true });
    expect(again).not.toHaveBeenCalled();
    expect(entry('showBestSet', { instrument, basis: 'supported' }).stale).toBe(true);
    await pin(before, row, 'excluded');
    expect([read.data?.n_pinned, read.data?.n_excluded]).toEqual([0, 1]);
    expect([(await view()).n_pinned, (await view('supported')).n_excluded]).toEqual([0, 1]);
    await release(instrument, 'claimed');
    expect([read.data?.n_pinned, read.data?.n_excluded]).toEqual([0, 0]);
  });

  it('tell why they did not happen', async () => {
    const before = await view();
    reply('pinInovasi', refusing('best_gate_unknown'));
    await pin(before, before.inovasi[0]!, 'pinned');
    expect(toasts.list[0]?.text).toMatch(/syarat urusan dasar/);
  });
});

describe('the table', () => {
  function open(data: BestView) {
    const said: string[] = [];
    const explained: string[] = [];
    shown = mount(BestTable, {
      target: document.body,
      props: {
        view: data,
        urusan: (id: string) => id,
        onsay: (row, say) => said.push(`${row.id}:${say}`),
        onexplain: (row) => explained.push(row.id),
      },
    });
    flushSync();
    return { said, explained };
  }

  it('says pin and exclude by button and by key, and opens a row to its why', async () => {
    const data = await view();
    const { said, explained } = open(data);
    const [first, second] = data.inovasi.map((row) => row.id);
    click(at('best-pin')[0]);
    click(at('best-exclude')[1]);
    expect(said).toEqual([`${first}:pinned`, `${second}:excluded`]);
    expect(explained).toEqual([]);
    const list = at('best-list')[0];
    const press = (key: string) => {
      list?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      flushSync();
    };
    press('ArrowDown');
    press('x');
    press('p');
    expect(said.slice(2)).toEqual([`${second}:excluded`, `${second}:pinned`]);
    press('Enter');
    expect(explained).toEqual([second]);
    expect(at('best-pin')[0]?.getAttribute('aria-label')).toContain(data.inovasi[0]?.nama);
  });

  it('takes back what was said by saying it again', async () => {
    const data = await view();
    const row = data.inovasi[0]!;
    await pin(data, row, 'pinned');
    const { said } = open(await view());
    expect(at('best-pin')[0]?.getAttribute('aria-pressed')).toBe('true');
    click(at('best-pin')[0]);
    expect(said).toEqual([`${row.id}:null`]);
  });

  it('draws only what is on screen of ten thousand rows, and finds by name', async () => {
    const data = await view();
    const row = leftOut(data)[0]!;
    const inovasi = Array.from({ length: 10_000 }, (_, n) => ({ ...row, id: madeUp(n), nama: `Inovasi nomor ${n}` }));
    open({ ...data, inovasi });
    expect(at('best-pin').length).toBeGreaterThan(0);
    expect(at('best-pin').length).toBeLessThan(60);
    expect(shownRows(inovasi, 'NOMOR 5000', 'all').map((each) => each.id)).toEqual([madeUp(5000)]);
    expect(shownRows(data.inovasi, 'zzz tidak ada', 'all')).toEqual([]);
    expect(shownRows(data.inovasi, '', 'left')).toEqual(leftOut(data));
    expect(shownRows(data.inovasi, '', 'marked')).toEqual([]);
  });
});

describe('why a number is what it is', () => {
  it('tells both totals of a worth, and the parts of the best index', async () => {
    const data = await view();
    const row = data.inovasi[0]!;
    const told = explainWorth(data, row);
    expect(Number(told.value)).toBeCloseTo(Number(row.with_total) - Number(row.without_total), 4);
    expect(told.children.map((each) => each.value)).toEqual([row.with_total, row.without_total, row.worth_iid]);
    expect(await explainSide(data, 'best')).toMatchObject({ value: data.best.iid, formula: 'index' });
    expect(await explainSide(data, 'now')).toMatchObject({ value: data.now.iid, formula: 'index' });
  });
});

describe('applying the set', () => {
  it('names who goes out, and proposes exactly what was shown', async () => {
    const data = await view();
    const asked = reply('applyBest');
    const out = leftOut(data);
    expect(out.length).toBeGreaterThan(0);
    shown = mount(ApplyBestDialog, { target: document.body, props: { open: true, view: data } });
    await seen('apply-best-out');
    const list = at('apply-best-out')[0]?.textContent ?? '';
    expect(out.every((row) => list.includes(row.nama))).toBe(true);
    click(at('confirm-accept')[0]);
    await vi.waitFor(() => expect(toasts.list[0]?.text).toContain('Ctrl Z'));
    expect(asked).toHaveBeenCalledWith({ instrument, basis: 'claimed', pinned: [], excluded: [] });
    const after = await view();
    expect(after.inovasi.map((row) => row.id)).toEqual(data.inovasi.filter((row) => row.chosen).map((row) => row.id));
    expect(after.now.iid).toBe(data.best.iid);
    await act('undo');
    expect(leftOut(await view()).length).toBe(out.length);
  });

  it('stays open with the reason when it did not happen', async () => {
    const data = await view();
    await act('closeYear', { instrument, closed: true });
    shown = mount(ApplyBestDialog, { target: document.body, props: { open: true, view: data } });
    await seen('confirm-accept');
    click(at('confirm-accept')[0]);
    await seen('apply-best-error');
    expect(await apply(data)).toMatch(/ditutup|terkunci/);
    expect((await view()).inovasi.length).toBe(data.inovasi.length);
  });
});

describe('next steps', () => {
  function list(props: Partial<Parameters<typeof NextStepsList>[1]> = {}) {
    close();
    shown = mount(NextStepsList, {
      target: document.body,
      props: {
        instrument,
        basis: 'claimed',
        href: (step) => `#/di/${step.subject}/${step.indikator}`,
        portion: 5,
        ...props,
      },
    });
    flushSync();
  }

  it('are ranked, open to how the gain comes about, and lead to their place', async () => {
    const { id } = leftOut(await view())[0]!;
    const { divisor, maksimum } = (await view()).now;
    list({ inovasi: id });
    await seen('step', 5);
    expect(at('step').length).toBe(5);
    click(at('step-open')[1]);
    expect(at('step-detail')[0]?.textContent).toContain(
      `÷ ${count(divisor)} inovasi ÷ ${decimal(maksimum).replace(/,00$/, '')} × 100`,
    );
    expect(at('step-go')[1]?.getAttribute('href')).toMatch(new RegExp(`^#/di/inovasi:${id}/.`));
    expect(at('step-tied').length).toBeGreaterThan(0);
    click(at('steps-more')[0]);
    await seen('step', 10);
    expect(at('step').length).toBe(10);
  });

  it('tell by their sentences what bukti lack, and what is needed beside', async () => {
    const { id } = (await view()).inovasi[0]!;
    list({ basis: 'supported', inovasi: id });
    await seen('step-needs');
    expect(at('step-needs')[0]?.textContent).toContain('bukti');
    const indikator = await choose(id);
    close();
    const paths = [await desk.file('foto.pdf')];
    await act('attachBukti', { subject: `inovasi:${id}`, instrument, indikator, paths }, () => undefined);
    list({ basis: 'supported', inovasi: id, portion: 100 });
    await seen('step', 2);
    at('step-open').forEach((each) => click(each));
    expect(at('step-lacks').length).toBeGreaterThan(0);
    expect(at('step-lacks').some((each) => /\{|_/.test(each.textContent ?? ''))).toBe(false);
  });

  it('say that none is left, that an inovasi is not proposed, and that reading failed', async () => {
    const { years } = await call('showYears');
    const asked = (of: string) =>
      call('nextSteps', { instrument: of, basis: 'claimed', inovasi: null, perangkat_daerah: null, limit: 1 });
    const found = await Promise.all(years.map(async (year) => ({ ...(await asked(year.instrument)), ...year })));
    list({ instrument: found.find((each) => each.n_step === 0)!.instrument });
    await seen('steps-empty');
    list({ instrument: found.find((each) => each.n_unknown > 0)!.instrument });
    await seen('steps-unknown');
    const { id } = leftOut(await view())[0]!;
    await act('withdrawInovasi', { ids: [id], instrument });
    list({ inovasi: id });
    await seen('steps-not-proposed');
    reply('nextSteps', refusing('best_no_total'));
    list({ portion: 6 });
    await seen('read-error');
  });
});
