// Putting copies of photos that tell neither where nor whose in their place.
import { act } from '../ipc/act';
import type { BuktiId, FindingCode, InstrumentId, Subject } from '../ipc/bindings';
import { tell } from '../kit/refusal';
import { saving } from '../kit/saving.svelte';
import { toasts } from '../kit/toast.svelte';
import { say } from '../text/t.svelte';

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
