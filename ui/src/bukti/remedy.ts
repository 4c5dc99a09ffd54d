// What a click does about a finding of bukti.
import type { Remedy } from '../kit/remedy';
import type { FindingCode, FindingView, InstrumentId } from '../ipc/bindings';
import { t } from '../text/t.svelte';
import { cleanPhotos } from './clean';
import { mend, mending } from './mend.svelte';

const TELLING: FindingCode[] = ['file_tells_place', 'file_tells_person', 'file_tells_thumbnail'];
const UNSOUND: FindingCode[] = ['bytes_missing', 'bytes_damaged'];

/**
 * Nothing for findings of other things. A search has no room for its progress beside a
 * finding: that stands with the other work of the window.
 */
export function remedyOf(finding: FindingView, instrument: InstrumentId | undefined): Remedy | null {
  if (UNSOUND.includes(finding.code))
    return { label: t().bukti.mendHere, title: t().bukti.mend, busy: mending.running, run: () => void mend() };
  if (instrument && TELLING.includes(finding.code))
    return { label: t().bukti.clean, run: () => void cleanPhotos(finding.subject, instrument) };
  return null;
}
