import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useBackend, type Backend } from '../../ipc/backend';
import type { BestView } from '../../ipc/bindings';
import { fakeBackend } from '../../ipc/fake';
import { entry, forgetAll, hold } from '../../ipc/query.svelte';
import { toasts } from '../../kit/toast.svelte';
import ApplyBestDialog from './ApplyBestDialog.svelte';
import { apply, explainBest, explainWorth, leftOut, pin, release, shownRows, signed, worth } from './best.svelte';
import BestTable from './BestTable.svelte';
import NextStepsList from '../steps/NextStepsList.svelte';

// Ten thousand rows take their time on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let backend: Backend;
let shown: ReturnType<typeof mount> | undefined;
let drop: (() => void) | undefined;

beforeEach(() => useBackend((backend = fakeBackend({ rows: 40 }))));
afterEach(() => {
  if (shown) void unmount(shown);
  shown = undefined;
  drop?.();
  drop = undefined;
  toasts.list = [];
  forgetAll();
  useBackend(null);
  document.body.replaceChildren();
});

const settle = async () => {
  await new Promise((wake) => setTimeout(wake, 15));
  flushSync();
};
const at = (test: string) => [...document.querySelectorAll<HTMLElement>(`[data-test="${test}"]`)];
const click = (element: HTMLElement | undefined) => {
  element?.click();
  flushSync();
};
let instrument = '';
async function view(basis = 'claimed'): Promise<BestView> {
  instrument = (await backend.openRegistry())?.instrument ?? '';
  return backend.showBestSet(instrument, basis);
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
    const row = leftOut(before)[0];
    if (!row) throw new Error('none is left out');
    const again = vi.spyOn(backend, 'showBestSet');
    await pin(before, row, 'pinned');
    expect(read.data?.inovasi.find((each) => each.id === row.id)).toMatchObject({ pinned: true, chosen: true });
    expect(again).not.toHaveBeenCalled();
    expect(other.stale).toBe(true);
    await pin(before, row, 'excluded');
    expect([read.data?.n_pinned, read.data?.n_excluded]).toEqual([0, 1]);
    await release(instrument, 'claimed');
    expect([read.data?.n_pinned, read.data?.n_excluded]).toEqual([0, 0]);
  });

  it('tell why they did not happen', async () => {
    const before = await view();
    vi.spyOn(backend, 'pinInovasi').mockRejectedValue({ code: 'invalid', reason: 'best_gate_unknown', args: [] });
    await pin(before, before.inovasi[0] as BestView['inovasi'][number], 'pinned');
    expect(toasts.list[0]?.text).toMatch(/syarat urusan dasar/);
  });
});

describe('the table', () => {
  async function open() {
    const said: string[] = [];
    const explained: string[] = [];
    const data = await view();
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
    return { data, said, explained };
  }

  it('says pin and exclude by button and by key, and opens a row to its why', async () => {
    const { data, said, explained } = await open();
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
    const row = data.inovasi[0];
    if (!row) throw new Error('no row');
    await pin(data, row, 'pinned');
    const { said } = await open();
    expect(at('best-pin')[0]?.getAttribute('aria-pressed')).toBe('true');
    click(at('best-pin')[0]);
    expect(said).toEqual([`${row.id}:`]);
  });

  it('draws only what is on screen of ten thousand rows, and finds by name', async () => {
    useBackend((backend = fakeBackend({ rows: 10_000 })));
    const { data } = await open();
    expect(data.inovasi.length).toBeGreaterThan(10_000);
    expect(at('best-pin').length).toBeLessThan(60);
    const nama = data.inovasi[5000]?.nama ?? '';
    expect(shownRows(data.inovasi, nama, 'all').some((row) => row.id === data.inovasi[5000]?.id)).toBe(true);
    expect(shownRows(data.inovasi, 'zzz tidak ada', 'all')).toEqual([]);
    expect(shownRows(data.inovasi, '', 'left').every((row) => !row.chosen)).toBe(true);
    expect(shownRows(data.inovasi, '', 'marked')).toEqual([]);
  });
});

describe('why a number is what it is', () => {
  it('tells both totals of a worth, and the parts of the best index', async () => {
    const data = await view();
    const row = data.inovasi[0];
    if (!row) throw new Error('no row');
    const told = explainWorth(data, row);
    expect(told.value).toBe(row.worth_total);
    expect(told.children.map((each) => each.value)).toEqual([row.with_total, row.without_total, row.worth_iid]);
    expect(explainBest(data)).toMatchObject({ value: data.best.iid, formula: 'index' });
  });
});

describe('applying the set', () => {
  it('names who goes out, and proposes exactly what was shown', async () => {
    const data = await view();
    const spy = vi.spyOn(backend, 'applyBest');
    const out = leftOut(data);
    expect(out.length).toBeGreaterThan(0);
    shown = mount(ApplyBestDialog, { target: document.body, props: { open: true, view: data } });
    await settle();
    const list = at('apply-best-out')[0]?.textContent ?? '';
    expect(out.every((row) => list.includes(row.nama))).toBe(true);
    click(at('confirm-accept')[0]);
    await settle();
    expect(spy).toHaveBeenCalledWith({ instrument, basis: 'claimed', pinned: [], excluded: [] });
    expect(leftOut(await view())).toEqual([]);
    expect(toasts.list[0]?.text).toContain('Ctrl Z');
    await backend.undo();
    expect(leftOut(await view()).length).toBe(out.length);
  });

  it('stays open with the reason when it did not happen', async () => {
    const data = await view();
    vi.spyOn(backend, 'applyBest').mockRejectedValue({
      code: 'invalid',
      reason: 'year_closed',
      args: [{ name: 'instrument', value: 'x' }],
    });
    expect(await apply(data)).not.toBe('');
  });
});

describe('next steps', () => {
  async function list(props: Partial<Parameters<typeof NextStepsList>[1]> = {}) {
    await view();
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
    await settle();
  }

  it('are ranked, open to how the gain comes about, and lead to their place', async () => {
    await list();
    expect(at('step').length).toBe(5);
    click(at('step-open')[1]);
    expect(at('step-detail')[0]?.textContent).toMatch(/÷ 12 inovasi ÷ 250 × 100/);
    expect(at('step-go')[1]?.getAttribute('href')).toMatch(/^#\/di\/inovasi:/);
    expect(at('step-tied').length).toBeGreaterThan(0);
    click(at('steps-more')[0]);
    await settle();
    expect(at('step').length).toBe(10);
  });

  it('tell any kind of step by its sentence, and what it needs beside', async () => {
    const view = await backend.nextSteps({
      instrument,
      basis: 'supported',
      inovasi: null,
      perangkat_daerah: null,
      limit: 3,
    });
    const strange = {
      ...view,
      steps: view.steps.map((step) => ({
        ...step,
        kind: 'tidak_dikenal',
        gain_iid: null,
        gain_iid_exact: null,
        formula: null,
        needs: 'attach',
        lacks: [{ kind: 'count', outcome: 'failed', advice: false, args: [], wanted: [] }],
      })),
    };
    vi.spyOn(backend, 'nextSteps').mockResolvedValue(strange);
    await list({ basis: 'supported' });
    expect(at('step')[0]?.textContent).toContain('tidak dikenal');
    expect(at('step')[0]?.textContent).toContain('tidak dapat dihitung');
    click(at('step-open')[0]);
    expect(at('step-lacks').length).toBe(1);
    expect(at('step-needs')[0]?.textContent).toContain('bukti');
  });

  it('say that none is left, that an inovasi is not proposed, and that reading failed', async () => {
    const view = await backend.nextSteps({
      instrument,
      basis: 'claimed',
      inovasi: null,
      perangkat_daerah: null,
      limit: 1,
    });
    const spy = vi.spyOn(backend, 'nextSteps').mockResolvedValue({ ...view, steps: [], n_step: 0 });
    await list();
    expect(at('steps-empty').length).toBe(1);
    if (shown) void unmount(shown);
    forgetAll();
    spy.mockRejectedValue({ code: 'invalid', reason: 'best_not_proposed', args: [] });
    await list({ inovasi: 'pak-rahman' });
    expect(at('steps-not-proposed').length).toBe(1);
    if (shown) void unmount(shown);
    forgetAll();
    await list();
    expect(at('read-error').length).toBe(1);
  });
});
