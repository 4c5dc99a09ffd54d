import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { call } from '../../ipc/backend';
import type { BerandaView } from '../../ipc/bindings';
import { eachDesk } from '../../ipc/bridge/testing';
import { listing } from '../../ipc/listing';
import { chooseParameter } from '../answer/assessment.svelte';
import { answers } from '../testing';
import BodiesPanel from './BodiesPanel.svelte';
import IidPanel from './IidPanel.svelte';
import { gapWords, nextWords } from './iid';
import KursiPanel from './KursiPanel.svelte';
import UrusanPanel from './UrusanPanel.svelte';

eachDesk();

let view: BerandaView;
const shown: ReturnType<typeof mount>[] = [];
const named = (name: string) => [...document.querySelectorAll<HTMLElement>(`[data-test="${name}"]`)];

/** The region claims a few rungs that nothing supports yet. */
beforeEach(async () => {
  const { assessment, lines } = await answers('daerah');
  for (const { indikator } of lines.slice(0, 3)) await chooseParameter(assessment, indikator.id, 3, null);
  view = await call('showBeranda');
});
afterEach(() => {
  shown.splice(0).forEach((each) => void unmount(each));
  document.body.innerHTML = '';
});

it('shows the three indices, how far the next predikat is, and opens why', () => {
  const asked: string[] = [];
  expect(view.standing.map((each) => Number(each.score.iid) > 0)).toEqual([true, false, false]);
  shown.push(mount(IidPanel, { target: document.body, props: { view, onexplain: (basis) => void asked.push(basis) } }));
  flushSync();
  for (const each of view.standing) {
    const [button] = named(`standing-${each.basis}`);
    expect(button?.textContent).toContain(each.score.iid?.replace('.', ','));
    button?.click();
  }
  expect(asked).toEqual(['claimed', 'supported', 'verified']);
  expect(named('standing-claimed')[0]?.textContent).toContain('poin lagi ke');
  // The drawing is an image with a sentence, and a table for whoever wants numbers.
  expect(document.querySelector('[role=img]')?.getAttribute('aria-label')).toContain('Didukung bukti');
  named('chart-table')[0]?.click();
  flushSync();
  expect(named('chart-table')[0]?.getAttribute('aria-expanded')).toBe('true');
  expect(document.querySelectorAll('[data-test=band-scale] tbody tr')).toHaveLength(3);
});

it('sets the official figure beside the three, on the scale and in its table', () => {
  const official = { iid: '65.80', iid_mandiri: null, predikat: 'Sangat Inovatif', peringkat: null, sumber: null };
  shown.push(mount(IidPanel, { target: document.body, props: { view: { ...view, official }, onexplain: () => {} } }));
  flushSync();
  expect(document.querySelector('[role=img]')?.getAttribute('aria-label')).toContain('Resmi');
  expect(document.querySelectorAll('[data-test=band-scale] .marks > span')).toHaveLength(4);
  named('chart-table')[0]?.click();
  flushSync();
  const rows = [...document.querySelectorAll('[data-test=band-scale] tbody tr')].map((each) => each.textContent);
  expect(rows).toHaveLength(4);
  expect(rows[3]).toContain('65,80');
});

it('says what cannot be computed, and never a distance to it', () => {
  const [first] = view.standing;
  if (!first) throw new Error('no basis');
  const unknown = { ...first, score: { ...first.score, iid: null, predikat: null }, next: null, gap: null };
  expect([nextWords(unknown), gapWords(unknown)]).toEqual(['', '']);
  expect(gapWords({ ...first, basis: 'supported', gap: '0.00' })).toBe('Seluruhnya didukung bukti');
});

it('names the inovasi of each urusan dasar and the price of a shut gate', () => {
  shown.push(
    mount(UrusanPanel, {
      target: document.body,
      props: { view: view.urusan_dasar, urusan: (id) => id, inovasiHref: (id) => `#${id}` },
    }),
  );
  flushSync();
  expect(document.querySelectorAll('[data-covered=no]').length).toBe(6 - view.urusan_dasar.n_covered);
  expect(document.querySelectorAll('.inovasi a').length).toBeGreaterThan(0);
  expect(document.body.textContent).toContain('Syarat belum terpenuhi');
});

it('draws a seat for each inovasi, and says when the divisor is not known', async () => {
  const { rows } = await call('listInovasi', listing({}));
  const ids = rows.slice(3).map((each) => each.id);
  await call('withdrawInovasi', { ids, instrument: view.instrument });
  const { kursi } = await call('showBeranda');
  shown.push(mount(KursiPanel, { target: document.body, props: { view: kursi } }));
  flushSync();
  expect(kursi.n_inovasi).toBe(3);
  expect(document.querySelectorAll('.empty rect')).toHaveLength(kursi.divisor! - 3);
  shown.push(mount(KursiPanel, { target: document.body, props: { view: { ...kursi, divisor: null, kosong: null } } }));
  flushSync();
  expect(document.body.textContent).toContain('Pembagi tahun ini belum diketahui');
});

it('opens the scores of a body down to its inovasi', async () => {
  shown.push(
    mount(BodiesPanel, { target: document.body, props: { view: view.participation, inovasiHref: (id) => `#${id}` } }),
  );
  flushSync();
  const at = view.participation.rows.findIndex((row) => row.nama && row.n_inovasi > 1);
  named('body-open')[at]?.click();
  await vi.waitFor(() => {
    flushSync();
    expect(document.querySelectorAll('[data-test=body-dialog] tbody tr')).toHaveLength(
      view.participation.rows[at]?.n_inovasi ?? -1,
    );
  });
});
