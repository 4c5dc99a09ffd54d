// Where the officer is, kept in the address after `#`.

export const VIEWS = [
  'beranda',
  'inovasi',
  'bukti',
  'verifikasi',
  'kotak-masuk',
  'pengajuan',
  'daerah',
  'pengaturan',
  'perangkat-daerah',
  'kembar',
  'impor',
  'aturan',
  'set-terbaik',
  'langkah',
  'simulasi',
] as const;
export type ViewId = (typeof VIEWS)[number];
export const TABS = ['profil', 'indikator', 'temuan', 'tahun', 'riwayat'] as const;
export type WorksheetTab = (typeof TABS)[number];
export type Route = { view: ViewId; id: string | null; tab: WorksheetTab; target: string | null };

/** `#/inovasi/<id>/<tab>/<target>`, `#/aturan/<instrument>/<tab>`; anything unknown leads home. */
export function parseRoute(hash: string): Route {
  const [view, id, tab, target] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  const known = VIEWS.find((each) => each === view) ?? 'beranda';
  return {
    view: known,
    id: known === 'inovasi' ? id || null : null,
    tab: TABS.find((each) => each === tab) ?? 'profil',
    target:
      (known === 'aturan'
        ? [id, tab].filter(Boolean).join('/')
        : known === 'daerah' || known === 'pengaturan' || known === 'verifikasi'
          ? id
          : target) || null,
  };
}

export function inovasiHref(id: string, tab: WorksheetTab = 'profil', target?: string): string {
  return `#/inovasi/${[id, tab, target]
    .filter((part): part is string => Boolean(part))
    .map(encodeURIComponent)
    .join('/')}`;
}

/** Told before the screen changes, while its fields still live. */
export const leaving = new Set<() => void>();

let current = $state.raw<Route>(parseRoute(location.hash));

addEventListener('hashchange', () => turn(location.hash));

function turn(hash: string): void {
  leaving.forEach((tell) => tell());
  current = parseRoute(hash);
}

export function route(): Route {
  return current;
}

export function go(hash: string): void {
  location.hash = hash;
}

/** Changes the address without a step in the history. */
export function settle(hash: string): void {
  history.replaceState(null, '', hash);
  turn(hash);
}
