// Where a step is done.
import { inovasiOf } from '../ipc/ids';
import type { StepView } from '../ipc/bindings';
import { inovasiHref } from './route.svelte';

/** The card of its indikator; what is done by registering begins at the list. */
export function stepHref(step: StepView): string {
  const inovasi = inovasiOf(step.subject);
  if (inovasi) return inovasiHref(inovasi, step.indikator ? 'indikator' : 'profil', step.indikator ?? undefined);
  return step.indikator ? `#/daerah/${encodeURIComponent(step.indikator)}` : '#/inovasi';
}
