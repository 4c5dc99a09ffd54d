import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { call } from '../../ipc/backend';
import type { RegistryView, StepView } from '../../ipc/bindings';
import { eachDesk, madeUp, refusing, reply } from '../../ipc/bridge/testing';
import { toasts } from '../../kit/toast.svelte';
import { Naming } from '../../shell/naming.svelte';
import { parseRoute } from '../../shell/route.svelte';
import { stepHref } from '../../shell/step';
import { decimal } from '../../text/t.svelte';
import { chooseBasis } from '../basis.svelte';
import BestScreen from '../best/BestScreen.svelte';
import StepsScreen from './StepsScreen.svelte';

const desk = eachDesk();
let stop: (() => void)[] = [];

afterEach(() => {
  stop.forEach((each) => each());
  stop = [];
  toasts.list = [];
  chooseBasis('claimed');
  localStorage.clear();
  document.body.replaceChildren();
});

const at = (test: string) => [...document.querySelectorAll<HTMLElement>(`[data-test="${test}"]`)];
/** Waits until it is on screen; answers its text. */
const seen = (test: string, n = 1) =>
  vi.waitFor(() => {
    flushSync();
    expect(at(test).length).toBeGreaterThanOrEqual(n);
    return at(test)[0]?.textContent ?? '';
  });
const gone = (test: string) =>
  vi.waitFor(() => {
    flushSync();
    expect(at(test).length).toBe(0);
  });
const click = async (test: string) => {
  await seen(test);
  at(test)[0]?.click();
  flushSync();
};

async function show(page: 'best' | 'next') {
  const registry = (await call('openRegistry')) as RegistryView;
  let naming: Naming | undefined;
  stop.push(
    $effect.root(() => {
      naming = new Naming(() => registry.instrument);
    }),
  );
  if (!naming) throw new Error('no naming');
  const props = { registry, naming };
  const shown =
    page === 'best'
      ? mount(BestScreen, { target: document.body, props })
      : mount(StepsScreen, { target: document.body, props });
  stop.push(() => void unmount(shown));
  flushSync();
  return registry;
}

/** The first inovasi of the example chooses its best answer to one indikator. */
async function answerOne(): Promise<void> {
  const { instrument } = (await call('openRegistry')) as RegistryView;
  const { indikator } = await call('showInstrument', { instrument });
  const line = indikator.find((each) => !each.daerah && each.parameter.length > 1)!;
  const { inovasi } = await call('showBestSet', { instrument, basis: 'claimed' });
  await call('chooseParameter', {
    subject: `inovasi:${inovasi[0]!.id}`,
    instrument,
    indikator: line.id,
    parameter: line.parameter.at(-1)!.nomor,
    variant: null,
  });
}

describe('the best set', () => {
  it('stands beside what is proposed now, and is reckoned on the score that was chosen', async () => {
    await answerOne();
    const { instrument } = await show('best');
    const { now, best } = await call('showBestSet', { instrument, basis: 'claimed' });
    expect(best.iid).not.toBe(now.iid);
    expect(await seen('best-iid-best')).toContain(decimal(best.iid));
    expect(await seen('best-iid-now')).toContain(decimal(now.iid));
    const asked = reply('showBestSet');
    await click('basis-supported');
    const supported = await call('showBestSet', { instrument, basis: 'supported' });
    await vi.waitFor(() => {
      flushSync();
      expect(at('best-iid-best')[0]?.textContent).toContain(decimal(supported.best.iid));
    });
    expect(asked).toHaveBeenCalledWith({ instrument, basis: 'supported' });
  });

  it('counts the marks and takes them all away', async () => {
    await show('best');
    await click('best-pin');
    expect(await seen('best-marks')).toContain('1 pasti diusulkan');
    await click('best-release');
    await gone('best-marks');
  });

  it('opens a number to its why', async () => {
    await show('best');
    await click('best-why-best');
    expect(await seen('explain-dialog')).toContain('Skor total');
  });

  it('says which rule is not known when it cannot be computed', async () => {
    reply('showBestSet', refusing('best_divisor_unknown'));
    await show('best');
    expect(await seen('best-unsolved')).toMatch(/pembagi rata-rata tahun itu belum diketahui/);
  });

  it('tells a damaged store as such', async () => {
    reply('showBestSet', refusing('store_damaged_running', 'unreadable'));
    await show('best');
    expect(await seen('read-error')).not.toBe('');
  });

  it('says what to do where nothing is proposed', async () => {
    await desk.make({ with: 'empty' });
    await show('best');
    await seen('best-empty');
  });
});

describe('the next steps', () => {
  it('are asked for one body and for the whole region again', async () => {
    await show('next');
    await vi.waitFor(() => {
      flushSync();
      expect((at('steps-body')[0] as HTMLSelectElement).options.length).toBeGreaterThan(1);
    });
    const all = await seen('steps-shown');
    const select = at('steps-body')[0] as HTMLSelectElement;
    const asked = reply('nextSteps');
    const body = select.options[1]!.value;
    select.value = body;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await seen('steps-clear');
    await vi.waitFor(() => {
      flushSync();
      expect(at('steps-shown')[0]?.textContent).not.toBe(all);
    });
    expect(asked.mock.lastCall?.[0]).toMatchObject({ perangkat_daerah: body, inovasi: null });
    await click('steps-clear');
    await gone('steps-clear');
    await vi.waitFor(() => {
      flushSync();
      expect(at('steps-shown')[0]?.textContent).toBe(all);
    });
  });

  it('are written as a work list of the same question', async () => {
    const asked = reply('exportSteps');
    await show('next');
    await click('steps-export');
    await vi.waitFor(() => {
      flushSync();
      expect(document.querySelector<HTMLButtonElement>('[data-test=steps-export-start]')?.disabled).toBe(false);
    });
    await click('steps-export-start');
    await vi.waitFor(() => expect(toasts.list[0]?.text).toContain('.csv'));
    expect(asked.mock.lastCall?.[0]).toMatchObject({
      steps: { basis: 'claimed', inovasi: null, perangkat_daerah: null },
      out: expect.stringMatching(/\.csv$/),
      language: 'id',
    });
  });

  it('keep the dialog open with the reason when the disk refuses', async () => {
    reply('exportSteps', refusing('best_no_total'));
    await show('next');
    await click('steps-export');
    await vi.waitFor(() => {
      flushSync();
      expect(document.querySelector<HTMLButtonElement>('[data-test=steps-export-start]')?.disabled).toBe(false);
    });
    await click('steps-export-start');
    await vi.waitFor(() => {
      flushSync();
      expect(at('steps-export-dialog')[0]?.textContent).toContain('tidak menjumlahkan skor');
    });
  });

  it.each([
    [`inovasi:${madeUp(1)}`, 'bimtek', `#/inovasi/${madeUp(1)}/indikator/bimtek`],
    [`inovasi:${madeUp(1)}`, null, `#/inovasi/${madeUp(1)}/profil`],
    ['daerah', 'opini-bpk', '#/daerah/opini-bpk'],
    ['daerah', null, '#/inovasi'],
  ])('of %s on %s are done at %s', (subject, indikator, href) =>
    expect(stepHref({ subject, indikator } as StepView)).toBe(href),
  );
});

it('both have an address of their own', () =>
  expect(['set-terbaik', 'langkah'].map((view) => parseRoute(`#/${view}`).view)).toEqual(['set-terbaik', 'langkah']));
