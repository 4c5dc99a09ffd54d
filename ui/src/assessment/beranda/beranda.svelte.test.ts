import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useBackend, type Backend } from '../../ipc/backend';
import type { BerandaView } from '../../ipc/bindings';
import { fakeBackend } from '../../ipc/fake';
import { forgetAll } from '../../ipc/query.svelte';
import BodiesPanel from './BodiesPanel.svelte';
import IidPanel from './IidPanel.svelte';
import { gapWords, nextWords } from './iid';
import KursiPanel from './KursiPanel.svelte';
import UrusanPanel from './UrusanPanel.svelte';

let backend: Backend;
let view: BerandaView;
const shown: ReturnType<typeof mount>[] = [];
const named = (name: string) => [...document.querySelectorAll<HTMLElement>(`[data-test="${name}"]`)];

beforeEach(async () => {
  backend = fakeBackend();
  useBackend(backend);
  view = await backend.showBeranda();
});
afterEach(() => {
  shown.splice(0).forEach((each) => void unmount(each));
  document.body.innerHTML = '';
  forgetAll();
  useBackend(null);
});

it('shows the three indices, how far the next predikat is, and opens why', () => {
  const asked: string[] = [];
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

it('draws a seat for each inovasi, and says when the divisor is not known', () => {
  shown.push(mount(KursiPanel, { target: document.body, props: { view: { n_inovasi: 7, divisor: 12, kosong: 5 } } }));
  shown.push(
    mount(KursiPanel, { target: document.body, props: { view: { n_inovasi: 7, divisor: null, kosong: null } } }),
  );
  flushSync();
  expect(document.querySelectorAll('.empty rect')).toHaveLength(5);
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
