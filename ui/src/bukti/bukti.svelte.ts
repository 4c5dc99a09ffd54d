// The bukti of one subject: attaching with progress, linking, describing, detaching with a way back.
import { inovasiOf } from '../ipc/ids';
import { act } from '../ipc/act';
import { call } from '../ipc/backend';
import type {
  AssessmentView,
  BerkasView,
  BuktiField,
  BuktiView,
  FindingCode,
  FindingView,
  Handed,
} from '../ipc/bindings';
import { listenDrop } from '../ipc/drop';
import { entry } from '../ipc/query.svelte';
import { tell } from '../kit/refusal';
import { saving } from '../kit/saving.svelte';
import { toasts } from '../kit/toast.svelte';
import { Work } from '../ipc/work.svelte';
import { count, say, t } from '../text/t.svelte';
import { cleanPhotos } from './clean';

/** What attaching tells of files that are well, and of those that support nothing or mislead. */
const GOOD: FindingCode[] = [
  'bytes_mended',
  'bytes_known',
  'file_tells_place',
  'file_tells_person',
  'file_tells_thumbnail',
  'file_uncleanable',
];
const isWrong = (code: FindingCode) => /^(file|bytes)_/.test(code) && !GOOD.includes(code);

/** Made inside a component; listens for dragged files as long as that lives. */
export class BuktiDesk {
  /** The indikator in work: receives files dropped beside every card. */
  open = $state<string | null>(null);
  over = $state<string | null>(null);
  attaching = $state<string | null>(null);
  readonly work = new Work<{ findings: FindingView[] }>();

  constructor(
    readonly assessment: () => AssessmentView | undefined,
    /** Whether indikator are on screen at all. */
    receiving: () => boolean = () => true,
    /** Documents of the profile, which are attached as if they were indikator. */
    readonly berkas: () => BerkasView[] = () => [],
    /** Takes files dropped on something else; true when it did. */
    readonly elsewhere: (target: string, paths: Handed[]) => boolean = () => false,
  ) {
    $effect(() => {
      if (!receiving()) return;
      return listenDrop({
        over: (indikator, dragging) => (this.over = dragging ? (indikator ?? this.open) : null),
        drop: (indikator, paths) => this.receive(indikator ?? this.open, paths),
      });
    });
  }

  receive(indikator: string | null, paths: Handed[]): void {
    if (indikator && this.elsewhere(indikator, paths)) return;
    if (indikator) void this.attach(indikator, paths);
    else toasts.show(t().bukti.noTarget);
  }

  async attach(indikator: string, paths: Handed[]): Promise<void> {
    const subject = this.assessment();
    if (!subject || paths.length === 0 || this.work.running) return;
    this.attaching = indikator;
    const done = await this.work.run((onProgress) =>
      saving.during(
        act('attachBukti', { subject: subject.subject, instrument: subject.instrument, indikator, paths }, onProgress),
      ),
    );
    this.attaching = null;
    this.#renew(subject);
    if (!done) return tell(this.work.refusal);
    const lines = (told: (code: FindingCode) => boolean) =>
      done.findings
        .filter((each) => each.about === indikator && told(each.code))
        .map((each) => say(`finding.${each.code}`, each.args));
    const good = lines((code) => GOOD.includes(code));
    toasts.show([t().bukti.attached(count(paths.length)), ...good].join(' '), { tone: 'positive' });
    for (const wrong of lines(isWrong)) toasts.show(wrong, { tone: 'negative' });
  }

  async link(indikator: string, bukti: BuktiView, pages: string | null = null): Promise<void> {
    const subject = this.assessment();
    if (!subject) return;
    await saving.during(
      act('linkBukti', { subject: subject.subject, instrument: subject.instrument, indikator, bukti: bukti.id, pages }),
    );
    this.#renew(subject);
  }

  async edit(bukti: BuktiView, field: BuktiField, text: string): Promise<void> {
    const subject = this.assessment();
    if (!subject) return;
    await act('editBukti', {
      subject: subject.subject,
      instrument: subject.instrument,
      bukti: bukti.id,
      field,
      value: text.trim() ? text : null,
    });
    this.#renew(subject);
  }

  /** Puts a copy of a photo in its place that tells neither where nor whose. */
  async clean(bukti: BuktiView): Promise<void> {
    const subject = this.assessment();
    if (!subject) return;
    await cleanPhotos(subject.subject, subject.instrument, bukti.id);
    this.#renew(subject);
  }

  async detach(indikator: string, bukti: BuktiView): Promise<void> {
    const subject = this.assessment();
    if (!subject) return;
    try {
      await saving.during(
        act('detachBukti', { subject: subject.subject, instrument: subject.instrument, indikator, bukti: bukti.id }),
      );
    } catch (cause) {
      return tell(cause);
    }
    this.#renew(subject);
    toasts.show(t().bukti.removed(bukti.nama_berkas), {
      action: { label: t().action.undo, run: () => void this.link(indikator, bukti, bukti.pages).catch(tell) },
    });
  }

  /** The answers that an act brings along hold no documents of the profile: those are read again. */
  #renew({ subject }: AssessmentView): void {
    const id = inovasiOf(subject);
    if (id && this.berkas().length > 0) void entry('showInovasi', { id }).load();
  }

  async reveal(bukti: BuktiView): Promise<void> {
    await call('openBukti', { bukti: bukti.id }).catch(tell);
  }

  /** Bukti of the other indikator and documents of this subject that this one does not have yet. */
  others(indikator: string): BuktiView[] {
    const found = new Map<string, BuktiView>();
    const own = new Set<string>();
    const holders = [
      ...(this.assessment()?.indikator ?? []).map((answer) => ({ id: answer.indikator, bukti: answer.bukti })),
      ...this.berkas(),
    ];
    for (const holder of holders) {
      for (const bukti of holder.bukti)
        if (holder.id === indikator) own.add(bukti.id);
        else found.set(bukti.id, bukti);
    }
    return [...found.values()].filter((bukti) => !own.has(bukti.id));
  }
}
