import { expect, it, vi } from 'vitest';
import { inovasiHref, leaving, parseRoute, route, settle } from './route.svelte';

it.each([
  ['', { view: 'beranda', id: null, tab: 'profil', target: null }],
  ['#/nowhere', { view: 'beranda', id: null, tab: 'profil', target: null }],
  ['#/inovasi', { view: 'inovasi', id: null, tab: 'profil', target: null }],
  ['#/inovasi/a%20b/temuan', { view: 'inovasi', id: 'a b', tab: 'temuan', target: null }],
  ['#/inovasi/x/indikator/line', { view: 'inovasi', id: 'x', tab: 'indikator', target: 'line' }],
  ['#/inovasi/x/riwayat', { view: 'inovasi', id: 'x', tab: 'riwayat', target: null }],
  ['#/pengaturan/tahun', { view: 'pengaturan', id: null, tab: 'profil', target: 'tahun' }],
  ['#/perangkat-daerah', { view: 'perangkat-daerah', id: null, tab: 'profil', target: null }],
  ['#/aturan/iga-2027/dampak', { view: 'aturan', id: null, tab: 'profil', target: 'iga-2027/dampak' }],
  ['#/daerah/line', { view: 'daerah', id: null, tab: 'profil', target: 'line' }],
])('reads %s', (hash, expected) => expect(parseRoute(hash)).toEqual(expected));

it('writes what it reads', () => {
  const href = inovasiHref('a/b', 'indikator', 'c d');
  expect(parseRoute(href)).toMatchObject({ id: 'a/b', tab: 'indikator', target: 'c d' });
});

it('tells before the screen changes', () => {
  settle('#/inovasi/x');
  const seen = vi.fn(() => expect(route().id).toBe('x'));
  leaving.add(seen);
  settle('#/inovasi/y');
  leaving.delete(seen);
  expect(seen).toHaveBeenCalledOnce();
  expect(route().id).toBe('y');
});
