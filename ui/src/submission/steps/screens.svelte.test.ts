import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useBackend, type Backend } from '../../ipc/backend';
import type { RegistryView, StepView } from '../../ipc/bindings';
import { fakeBackend } from '../../ipc/fake';
import { forgetAll } from '../../ipc/query.svelte';
import { toasts } from '../../kit/toast.svelte';
import { parseRoute } from '../../shell/route.svelte';
import StepsScreen from './StepsScreen.svelte';
import { Naming } from '../../shell/naming.svelte';
import BestScreen from '../best/BestScreen.svelte';
import { stepHref } from '../../shell/step';

// Whole screens take their time on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

let backend: Backend;
let stop: (() => void)[] = [];

afterEach(() => {
  stop.forEach((each) => each());
  stop = [];
  toasts.list = [];
  forgetAll();
  localStorage.clear();
  useBackend(null);
  document.body.replaceChildren();
});
beforeEach(() => useBackend((backend = fakeBackend())));

const at = (test: string) => [...document.querySelectorAll<HTMLElement>(`[data-test="${test}"]`)];
const settle = async () => {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((wake) => setTimeout(wake, 10));
    flushSync();
  }
};
const click = async (test: string) => {
  at(test)[0]?.click();
  await settle();
};

async function show(page: 'best' | 'next') {
  const registry = (await backend.openRegistry()) as RegistryView;
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
  await settle();
  return registry;
}

describe('the best set', () => {
  it('stands beside what is proposed now, and is reckoned on the score that was chosen', async () => {
    const spy = vi.spyOn(backend, 'showBestSet');
    const registry = await show('best');
    expect(at('best-iid-best')[0]?.textContent).not.toBe(at('best-iid-now')[0]?.textContent);
    await click('basis-supported');
    expect(spy).toHaveBeenLastCalledWith(registry.instrument, 'supported');
    await click('basis-claimed');
  });

  it('counts the marks and takes them all away', async () => {
    await show('best');
    await click('best-pin');
    expect(at('best-marks')[0]?.textContent).toContain('1 pasti diusulkan');
    await click('best-release');
    expect(at('best-marks').length).toBe(0);
  });

  it('opens a number to its why', async () => {
    await show('best');
    await click('best-why-best');
    expect(at('explain-dialog')[0]?.textContent).toContain('Skor total');
  });

  it('says which rule is not known when it cannot be computed', async () => {
    vi.spyOn(backend, 'showBestSet').mockRejectedValue({ code: 'invalid', reason: 'best_divisor_unknown', args: [] });
    await show('best');
    expect(at('best-unsolved')[0]?.textContent).toMatch(/pembagi rata-rata tahun itu belum diketahui/);
  });

  it('tells a damaged store as such', async () => {
    useBackend((backend = fakeBackend({ state: 'error' })));
    await show('best');
    expect(at('read-error').length).toBe(1);
  });

  it('says what to do where nothing is proposed', async () => {
    useBackend((backend = fakeBackend({ state: 'empty' })));
    await show('best');
    expect(at('best-empty').length).toBe(1);
  });
});

describe('the next steps', () => {
  it('are asked for one body and for the whole region again', async () => {
    const spy = vi.spyOn(backend, 'nextSteps');
    await show('next');
    const select = at('steps-body')[0] as HTMLSelectElement;
    const body = select.options[1]?.value ?? '';
    select.value = body;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    expect(spy.mock.lastCall?.[0]).toMatchObject({ perangkat_daerah: body, inovasi: null });
    await click('steps-clear');
    expect(at('steps-clear').length).toBe(0);
  });

  it('are written as a work list of the same question', async () => {
    const spy = vi.spyOn(backend, 'exportSteps');
    await show('next');
    await click('steps-export');
    await click('steps-export-start');
    expect(spy.mock.lastCall?.[0]).toMatchObject({ basis: 'claimed', inovasi: null, perangkat_daerah: null });
    expect(spy.mock.lastCall?.slice(1)).toEqual([expect.stringMatching(/\.csv$/), 'id']);
    expect(toasts.list[0]?.text).toContain('.csv');
  });

  it('keep the dialog open with the reason when the disk refuses', async () => {
    vi.spyOn(backend, 'exportSteps').mockRejectedValue({ code: 'invalid', reason: 'best_no_total', args: [] });
    await show('next');
    await click('steps-export');
    await click('steps-export-start');
    expect(at('steps-export-dialog')[0]?.textContent).toContain('tidak menjumlahkan skor');
  });

  it.each([
    ['inovasi:a', 'bimtek', '#/inovasi/a/indikator/bimtek'],
    ['inovasi:a', null, '#/inovasi/a/profil'],
    ['daerah', 'opini-bpk', '#/daerah/opini-bpk'],
    ['daerah', null, '#/inovasi'],
  ])('of %s on %s are done at %s', (subject, indikator, href) =>
    expect(stepHref({ subject, indikator } as StepView)).toBe(href),
  );
});

it('both have an address of their own', () =>
  expect(['set-terbaik', 'langkah'].map((view) => parseRoute(`#/${view}`).view)).toEqual(['set-terbaik', 'langkah']));
