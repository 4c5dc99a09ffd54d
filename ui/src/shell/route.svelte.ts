// Where the officer is, kept in the address after `#`.
import { isId } from '../ipc/ids';
import type { InovasiId } from '../ipc/bindings';

/** `#/<view>/<rest>…`; what the parts of `rest` mean is the screen's to say. */
export type Route = { view: string; rest: string[] };

export function parseRoute(hash: string): Route {
  const [view = '', ...rest] = hash.replace(/^#\/?/, '').split('/').filter(Boolean).map(decodeURIComponent);
  return { view, rest };
}

export const TABS = ['profil', 'indikator', 'temuan', 'tahun', 'riwayat'] as const;
export type WorksheetTab = (typeof TABS)[number];
export type Sheet = { id: InovasiId | null; tab: WorksheetTab; target: string | null };

/** The worksheet that an address names, as `inovasiHref` writes it. */
export function sheetOf({ view, rest }: Route): Sheet {
  const [id = '', tab, target = null] = view === 'inovasi' ? rest : [];
  return { id: isId<InovasiId>(id) ? id : null, tab: TABS.find((each) => each === tab) ?? 'profil', target };
}

export function inovasiHref(id: InovasiId, tab: WorksheetTab = 'profil', target?: string): string {
  return `#/inovasi/${[id, tab, target]
    .filter((part): part is string => Boolean(part))
    .map(encodeURIComponent)
    .join('/')}`;
}

/** Told before the screen changes, while its fields still live. */
export const leaving = new Set<() => void>();

let current = $state.raw<Route>(parseRoute(location.hash));
let step = mark();

addEventListener('hashchange', () => turn(location.hash));

function turn(hash: string): void {
  leaving.forEach((tell) => tell());
  step = mark();
  current = parseRoute(hash);
}

/** The name of the step of the history that is shown; a new one gets a new name. */
function mark(): string {
  const known: unknown = history.state;
  if (typeof known === 'string') return known;
  const name = crypto.randomUUID();
  history.replaceState(name, '');
  return name;
}

export function route(): Route {
  return current;
}

/** The same again when the officer goes back to where he was. */
export function stepOfHistory(): string {
  return step;
}

export function sheet(): Sheet {
  return sheetOf(current);
}

export function go(hash: string): void {
  location.hash = hash;
}

/** Changes the address without a step in the history. */
export function settle(hash: string): void {
  history.replaceState(history.state, '', hash);
  turn(hash);
}
