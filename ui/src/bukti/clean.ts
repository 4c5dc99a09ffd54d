// Putting copies of photos that tell neither where nor whose in their place.
import { act } from '../ipc/act';
import type { BuktiId, FindingCode, FindingView, InstrumentId, Subject } from '../ipc/bindings';
import { tell } from '../kit/refusal';
import { saving } from '../kit/saving.svelte';
import { toasts } from '../kit/toast.svelte';
import { say, t } from '../text/t.svelte';

const TELLING: FindingCode[] = ['file_tells_place', 'file_tells_person', 'file_tells_thumbnail'];

/** One photo, or all of a subject that can be; tells what came of it. */
export async function cleanPhotos(
  subject: Subject,
  instrument: InstrumentId,
  bukti: BuktiId | null = null,
): Promise<void> {
  try {
    const { findings } = await saving.during(act('cleanBukti', { subject, instrument, bukti }));
    const of = (code: FindingCode) => findings.filter((each) => each.code === code);
    const [done, left] = [of('file_cleaned'), of('file_uncleanable')];
    const told = (done.length > 0 ? done : left).map((each) => say(`finding.${each.code}`, each.args));
    if (told.length > 0) toasts.show(told.join(' '), { tone: done.length > 0 ? 'positive' : 'plain' });
  } catch (cause) {
    tell(cause);
  }
}

/** What a click beside a finding does about it; nothing for what is no photo that tells. */
export function cleaning(finding: FindingView, instrument: InstrumentId): { label: string; run: () => void } | null {
  if (!TELLING.includes(finding.code)) return null;
  return { label: t().bukti.clean, run: () => void cleanPhotos(finding.subject, instrument) };
}
