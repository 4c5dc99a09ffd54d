// What the three indices say, in words.
import type { Basis, BerandaView, BasisStandingView, StandingView } from '../../ipc/bindings';
import { decimal, t } from '../../text/t.svelte';

export function basisNama(basis: Basis): string {
  return t().overview.basis[basis];
}

export function basisHint(basis: Basis): string {
  return t().overview.hint[basis];
}

export function nextWords({ score, next }: BasisStandingView): string {
  if (next) return t().overview.next(decimal(next.distance), next.nama);
  return score.predikat ? t().overview.highest : '';
}

/** By how much a basis lies below the one before it. */
export function gapWords({ basis, gap, score }: BasisStandingView): string {
  if (gap === null || basis === 'claimed') return '';
  // Of nothing, nobody says that all of it is proven.
  if (Number(score.iid) === 0 && Number(gap) === 0) return '';
  return Number(gap) === 0 ? t().overview.noGap[basis] : t().overview.gap[basis](decimal(gap));
}

export function boundsWords({ bounds }: BasisStandingView): string {
  if (!bounds?.iid_minimum) return '';
  return bounds.iid_maksimum === null
    ? t().skor.atLeast(decimal(bounds.iid_minimum))
    : t().skor.between(decimal(bounds.iid_minimum), decimal(bounds.iid_maksimum));
}

/** A number of a view for drawing. */
export const drawn = (value: string | null | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);

/** The three of them as the other screens take them. */
export function standingOf(view: BerandaView): StandingView | null {
  const of = (basis: Basis) => view.standing.find((each) => each.basis === basis);
  const [claimed, supported, verified] = [of('claimed'), of('supported'), of('verified')];
  if (!claimed || !supported || !verified) return null;
  return {
    claimed: claimed.score,
    supported: supported.score,
    verified: verified.score,
    claimed_bounds: claimed.bounds,
    supported_bounds: supported.bounds,
    verified_bounds: verified.bounds,
    official: view.official,
  };
}
