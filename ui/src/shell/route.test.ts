import { madeUp } from '../ipc/bridge/testing';
import { expect, it, vi } from 'vitest';
import { inovasiHref, leaving, parseRoute, settle, sheet, sheetOf } from './route.svelte';
import { viewOf } from './screens';

const ID = madeUp(1);

it.each([
  ['', { view: '', rest: [] }],
  ['#/inovasi/a%20b/temuan', { view: 'inovasi', rest: ['a b', 'temuan'] }],
  ['#/pengaturan/tahun', { view: 'pengaturan', rest: ['tahun'] }],
  ['#/perangkat-daerah', { view: 'perangkat-daerah', rest: [] }],
  ['#/aturan/iga-2027/dampak', { view: 'aturan', rest: ['iga-2027', 'dampak'] }],
])('reads %s', (hash, expected) => expect(parseRoute(hash)).toEqual(expected));

it.each([
  ['#/inovasi', { id: null, tab: 'profil', target: null }],
  [`#/inovasi/${ID}/indikator/line`, { id: ID, tab: 'indikator', target: 'line' }],
  [`#/inovasi/${ID}/riwayat`, { id: ID, tab: 'riwayat', target: null }],
  [`#/inovasi/${ID}/nowhere`, { id: ID, tab: 'profil', target: null }],
  ['#/inovasi/tidak-ada', { id: null, tab: 'profil', target: null }],
  ['#/daerah/line', { id: null, tab: 'profil', target: null }],
])('reads the worksheet of %s', (hash, expected) => expect(sheetOf(parseRoute(hash))).toEqual(expected));

it('writes what it reads', () => {
  const href = inovasiHref(ID, 'indikator', 'c d');
  expect(sheetOf(parseRoute(href))).toEqual({ id: ID, tab: 'indikator', target: 'c d' });
});

it('leads home from an unknown address', () => {
  expect(viewOf('nowhere')).toBe('beranda');
  expect(viewOf('')).toBe('beranda');
  expect(viewOf('toString')).toBe('beranda');
  expect(viewOf('langkah')).toBe('langkah');
});

it('tells before the screen changes', () => {
  settle(`#/inovasi/${ID}`);
  const seen = vi.fn(() => expect(sheet().id).toBe(ID));
  leaving.add(seen);
  settle(`#/inovasi/${madeUp(2)}`);
  leaving.delete(seen);
  expect(seen).toHaveBeenCalledOnce();
  expect(sheet().id).toBe(madeUp(2));
});
