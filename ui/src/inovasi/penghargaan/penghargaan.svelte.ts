// The penghargaan of the region or of one inovasi.
import { isId } from '../../ipc/ids';
import { act } from '../../ipc/act';
import { Work } from '../../ipc/work.svelte';
import { tell } from '../../kit/refusal';
import { saving } from '../../kit/saving.svelte';
import { toasts } from '../../kit/toast.svelte';
import type { BuktiView, Handed, PenghargaanField, PenghargaanId, PenghargaanView, Subject } from '../../ipc/bindings';
import { count, t } from '../../text/t.svelte';

export const PLACE = 'penghargaan:';

export class PenghargaanDesk {
  /** Whose files are being attached. */
  attaching = $state<PenghargaanId | null>(null);
  readonly work = new Work<unknown>();

  constructor(
    /** `daerah` or `inovasi:<id>`. */
    readonly untuk: Subject,
  ) {}

  async register(nama: string): Promise<void> {
    await saving.during(act('registerPenghargaan', { untuk: this.untuk, nama }));
  }

  async edit(id: PenghargaanId, field: PenghargaanField, text: string | null): Promise<void> {
    await act('editPenghargaan', { id, field, value: text?.trim() ? text : null });
  }

  async choose(id: PenghargaanId, field: PenghargaanField, value: string | null): Promise<void> {
    await saving.during(this.edit(id, field, value)).catch(tell);
  }

  async remove(penghargaan: PenghargaanView): Promise<void> {
    try {
      await saving.during(act('removePenghargaan', { id: penghargaan.id }));
      toasts.show(t().penghargaan.removed(penghargaan.nama));
    } catch (cause) {
      tell(cause);
    }
  }

  async attach(id: PenghargaanId, paths: Handed[]): Promise<void> {
    if (paths.length === 0 || this.work.running) return;
    this.attaching = id;
    const done = await this.work.run((onProgress) =>
      saving.during(act('attachPenghargaan', { id, paths }, onProgress)),
    );
    this.attaching = null;
    if (done) toasts.show(t().bukti.attached(count(paths.length)), { tone: 'positive' });
    else tell(this.work.refusal);
  }

  async detach(id: PenghargaanId, bukti: BuktiView): Promise<void> {
    await saving
      .during(act('detachPenghargaan', { id, bukti: bukti.id }))
      .then(() => toasts.show(t().bukti.removed(bukti.nama_berkas)), tell);
  }

  /** Takes files dropped on one of its places. */
  receive = (target: string, paths: Handed[]): boolean => {
    if (!target.startsWith(PLACE)) return false;
    const id = target.slice(PLACE.length);
    if (isId<PenghargaanId>(id)) void this.attach(id, paths);
    return true;
  };
}
