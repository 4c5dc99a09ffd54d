// Names for people: of fields, options, indikator and values, from the vocabulary and the instrument.
import type {
  ArgView,
  CarryReason,
  Field,
  IndikatorView,
  InstrumentView,
  PerangkatDaerahField,
  VocabularyView,
} from '../ipc/bindings';
import { reasonsOf } from '../inovasi/usulan/years.svelte';
import { watch } from '../ipc/query.svelte';
import { date, decimal, isKey, isWord, plain, say, t } from '../text/t.svelte';

/** Made inside a component. */
export class Naming {
  readonly #vocabulary;
  readonly #instrument;

  constructor(instrument: () => string) {
    this.#vocabulary = watch(() => ['showVocabulary']);
    this.#instrument = watch(() => ['showInstrument', { instrument: instrument() }]);
  }

  get vocabulary(): VocabularyView | undefined {
    return this.#vocabulary.data;
  }

  get instrument(): InstrumentView | undefined {
    return this.#instrument.data;
  }

  /** Both reads as one, for screens that need both. */
  get read() {
    const [vocabulary, instrument] = [this.#vocabulary, this.#instrument];
    const data = vocabulary.data && instrument.data && { vocabulary: vocabulary.data, instrument: instrument.data };
    return {
      data,
      refusal: vocabulary.refusal ?? instrument.refusal,
      retry: () => [vocabulary, instrument].forEach((read) => read.retry()),
    };
  }

  option(field: string, id: string): string {
    const lists = this.vocabulary?.lists ?? [];
    const list =
      lists.find((each) => each.field === field) ??
      lists.find((each) => each.field.startsWith(field.split('_')[0] ?? field));
    return list?.options.find((option) => option.id === id)?.nama ?? id;
  }

  urusan = (id: string): string => this.option('urusan_utama', id);
  tahapan = (id: string): string => this.option('tahapan', id);

  /** The indikator that an inovasi answers, without computed ones. */
  get answered() {
    return (this.instrument?.indikator ?? []).filter(
      (each) => !each.daerah && (each.parameter.length > 0 || each.variant.length > 0),
    );
  }

  /** The length of the list's meters; skor themselves always come from views. */
  get scale(): string {
    return this.answered.reduce((sum, each) => sum + Number(each.maksimum), 0).toFixed(2);
  }

  isIndikator(id: string): boolean {
    return this.instrument?.indikator.some((indikator) => indikator.id === id) ?? false;
  }

  codeOf = (id: string): string => this.instrument?.indikator.find((each) => each.id === id)?.code ?? id;

  /** An indikator by its code and name. */
  indikator = (id: string): string => {
    const found = this.instrument?.indikator.find((each) => each.id === id);
    return found ? `${found.code} ${found.nama}` : id;
  };

  /** A field or an indikator, by its id or its history key. */
  field = (key: string): string => {
    const [first = key, second = '', third = ''] = key.split('/');
    const indikator = this.instrument?.indikator.find((each) => each.id === (third || first));
    if (first === 'penghargaan' && second) return labelOf(t().penghargaan.field, second);
    if (first === 'perangkat_daerah' && second) return this.#perangkatDaerahField(second);
    if (first === 'verification') return t().verification.state.label;
    if (first === 'verdict' && indikator) return t().verification.verdict.group(indikator.code);
    if (first === 'review' && indikator) return `${say('field.review')}: ${indikator.code}`;
    const nama = indikator ? `${indikator.code} ${indikator.nama}` : this.#plainField(first);
    if (indikator && (first === 'input' || first === 'tick')) return `${nama}: ${this.#given(first, indikator, key)}`;
    const figure = `official_figure.${third}`;
    if (first === 'official' && isWord(figure)) return `${t().official.title}: ${say(figure)}`;
    if (first === 'official_parameter') return `${t().official.title}: ${indikator ? indikator.code : third}`;
    if (first === 'pack') return `${t().rules.title}: ${second}`;
    if (first === 'link') return `${t().bukti.title}: ${nama}`;
    if (first === 'sumber' || first === 'keyakinan') return `${t().profile.sumber}: ${this.#plainField(second)}`;
    if (first === 'urusan_beririsan' && second) return `${nama}: ${this.urusan(second)}`;
    if (first === 'nama_lama' && second) return `${nama}: ${key.slice(first.length + 1)}`;
    return nama;
  };

  /** A value of history, by its key. */
  value = (key: string, value: string): string => {
    const [first = key, , third = ''] = key.split('/');
    if (first === 'assessment') return this.#choice(third, value);
    if (first.startsWith('waktu_') || first === 'tanggal') return date(value);
    if (first === 'input') return plain(value);
    if (first === 'official') return /^\d+\.\d+$/.test(value) ? plain(value) : value;
    if (first === 'tick') return value === '1' ? t().assessment.ticked : value;
    if (first === 'usulan') return value === '1' ? t().merge.proposedValue : t().merge.withdrawnValue;
    if (first === 'closed') return t().snapshot.yearClosed;
    if (first === 'archived') return t().merge.archivedValue;
    if (first === 'review')
      return reasonsOf(
        value
          .split(',')
          .map((each) => each.trim())
          .filter(isReason),
      ).join(' ');
    if (first === 'removed') return value === '1' ? t().merge.removedValue : value;
    if (first === 'urusan_beririsan' || first === 'nama_lama') return value === '1' ? t().merge.memberValue : value;
    return this.option(first, value);
  };

  /** The values inside a finding's sentence. */
  args = (args: ArgView[]): ArgView[] =>
    args.map(({ name, value }) => {
      if (name === 'field' || name === 'first' || name === 'second') return { name, value: this.field(value) };
      if (name === 'parts')
        return {
          name,
          value: value
            .split(', ')
            .map((part) => this.field(part))
            .join(t().unit.list),
        };
      if (name === 'wanted') return { name, value: this.option('tahapan', value) };
      if (name === 'lost') return { name, value: decimal(value) };
      return { name, value: /^\d{4}-\d{2}(-\d{2})?$/.test(value) ? date(value) : value };
    });

  /** A number or a tick of an indikator, by the last part of its history key. */
  #given(kind: string, indikator: IndikatorView, key: string): string {
    const id = key.split('/').slice(3).join('/');
    const named = kind === 'input' ? indikator.input : indikator.check.flatMap((each) => each.option);
    return named.find((each) => each.id === id)?.nama ?? id;
  }

  #perangkatDaerahField(field: string): string {
    const { nama, kode, jenis, induk, namaLama, active } = t().perangkatDaerah;
    const words: Record<PerangkatDaerahField | 'nama_lama', string> = {
      nama,
      kode,
      jenis,
      induk,
      nama_lama: namaLama,
      aktif: active,
    };
    return labelOf(words, field);
  }

  #plainField(field: string): string {
    if (field === 'removed') return t().merge.removal;
    const { profile, merge } = t();
    if (field in profile.field) return profile.field[field as Field];
    if (field === 'pemda') return merge.pemda;
    const key = `field.${field}`;
    return say(isWord(key) ? key : 'unknown.field');
  }

  /** `3` or `3/<variant>`: the parameter with its text. */
  #choice(id: string, value: string): string {
    const [nomor = '', variant = null] = value.split('/');
    const indikator = this.instrument?.indikator.find((each) => each.id === id);
    const basis = indikator?.variant.find((each) => each.id === variant);
    const teks = (basis?.parameter ?? indikator?.parameter)?.find((each) => String(each.nomor) === nomor)?.teks;
    return [t().merge.parameter(nomor), basis?.nama, teks].filter(Boolean).join(' · ');
  }
}

/** The label of a field of a record; one that a newer laptop wrote is told in general words. */
function labelOf<K extends string>(words: Record<K, string>, field: string): string {
  return isKey(words, field) ? words[field] : say('unknown.field');
}

/** Whether a word of history is a reason that this program knows. */
function isReason(word: string): word is CarryReason {
  return isWord(`carry.${word}`);
}
