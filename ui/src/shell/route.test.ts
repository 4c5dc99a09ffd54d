import { expect, it, vi } from 'vitest';
import { inovasiHref, leaving, parseRoute, settle, sheet, sheetOf } from './route.svelte';
import { viewOf } from './screens';

it.each([
  ['', { view: '', rest: [] }],
  ['#/inovasi/a%20b/temuan', { view: 'inovasi', rest: ['a b', 'temuan'] }],
  ['#/pengaturan/tahun', { view: 'pengaturan', rest: ['tahun'] }],
  ['#/perangkat-daerah', { view: 'perangkat-daerah', rest: [] }],
  ['#/aturan/iga-2027/dampak', { view: 'aturan', rest: ['iga-2027', 'dampak'] }],
])('reads %s', (hash, expected) => expect(parseRoute(hash)).toEqual(expected));

it.each([
  ['#/inovasi', { id: null, tab: 'profil', target: null }],
  ['#/inovasi/x/indikator/line', { id: 'x', tab: 'indikator', target: 'line' }],
  ['#/inovasi/x/riwayat', { id: 'x', tab: 'riwayat', target: null }],
  ['#/inovasi/x/nowhere', { id: 'x', tab: 'profil', target: null }],
  ['#/daerah/line', { id: null, tab: 'profil', target: null }],
])('reads the worksheet of %s', (hash, expected) => expect(sheetOf(parseRoute(hash))).toEqual(expected));

it('writes what it reads', () => {
  const href = inovasiHref('a/b', 'indikator', 'c d');
  expect(sheetOf(parseRoute(href))).toEqual({ id: 'a/b', tab: 'indikator', target: 'c d' });
});

it('leads home from an unknown address', () => {
  expect(viewOf('nowhere')).toBe('beranda');
  expect(viewOf('')).toBe('beranda');
  expect(viewOf('toString')).toBe('beranda');
  expect(viewOf('langkah')).toBe('langkah');
});

it('tells before the screen changes', () => {
  settle('#/inovasi/x');
  const seen = vi.fn(() => expect(sheet().id).toBe('x'));
  leaving.add(seen);
  settle('#/inovasi/y');
  leaving.delete(seen);
  expect(seen).toHaveBeenCalledOnce();
  expect(sheet().id).toBe('y');
});
