// The state of the in-memory registry and its seed.
import type { BuktiView, ConflictView, HistoryView, PenghargaanView, RegistryView } from '../bindings';
import { seedBodies, type Body } from './bodies';
import catalogueJson from './catalogue.json';
import { instrument, vocabulary } from './data';
import { note, type Past } from './history';
import { seedWay, type Way } from './verification';
import { seedUsulan, seedYears, type Usulan, type Year } from './years';

export type FakeOptions = {
  rows: number;
  state: 'normal' | 'welcome' | 'empty' | 'error' | 'conflict';
  delay: number;
  role?: string;
};
export type Fact = { value: string | null; sumber: string | null; keyakinan: string | null };
export type Answer = {
  parameter: number;
  variant: string | null;
  bukti: { id: string; pages: string | null }[];
  /** What a verifier accepted. */
  verified?: number;
  input?: Record<string, string>;
  tick?: string[];
};
export type Inovasi = {
  id: string;
  contoh: boolean;
  removed: boolean;
  touched: number;
  fields: Record<string, Fact>;
  members: Record<string, string[]>;
  answers: Record<string, Answer>;
  usulan: Record<string, Usulan>;
  /** Why a carried-over answer waits, by indikator. */
  review: Record<string, string>;
  note: string | null;
};
export type Penghargaan = Omit<PenghargaanView, 'untuk_nama' | 'bukti'> & { bukti: string[] };
export type Bukti = Omit<BuktiView, 'also' | 'pages'>;

export { instrument, vocabulary };
type Seed = { id: string; fields: Record<string, Fact>; members: Record<string, string[]> };
const catalogue = catalogueJson as unknown as Seed[];

export class Book {
  registry: RegistryView | null;
  inovasi = new Map<string, Inovasi>();
  daerah: Record<string, Answer> = {};
  bukti = new Map<string, Bukti>();
  conflicts: ConflictView[] = [];
  bodies: Body[] = [];
  penghargaan: Penghargaan[] = [];
  years: Year[] = seedYears();
  way: Way = { passages: {}, verdicts: {} };
  history = new Map<string, HistoryView[]>();
  past: Past[] = [];
  future: Past[] = [];
  clock = 0;

  constructor(readonly options: FakeOptions) {
    this.registry = options.state === 'welcome' ? null : this.open('Kota Semarang', '33.74', 'Ratna Wulandari');
    if (options.state === 'normal' || options.state === 'conflict') {
      this.addExample();
      this.answerDaerah();
    }
    if (options.rows > 0) this.addRows(options.rows);
    if (options.state === 'conflict') this.addConflicts();
  }

  open(nama: string, kode: string, person: string): RegistryView {
    return {
      folder: '/home/brida/Dokumen/Prakarsa/kota-semarang',
      pemda_nama: nama,
      pemda_kode: kode,
      person,
      role: this.options.role ?? 'officer',
      device: 'laptop-brida-2',
      n_inovasi: 0,
      n_contoh: 0,
      n_conflict: 0,
      instrument: instrument.id,
      notices: [],
    };
  }

  /** A moment that moves on with every act. */
  now(): string {
    return new Date(Date.UTC(2026, 5, 18, 2, 41) + this.clock * 60_000).toISOString();
  }

  /** Everything that an act may change, to put it back. */
  freeze(): string {
    const { inovasi, daerah, bukti, bodies, penghargaan, years, registry, way } = this;
    return JSON.stringify({
      inovasi: [...inovasi],
      daerah,
      bukti: [...bukti],
      bodies,
      penghargaan,
      years,
      registry,
      way,
    });
  }

  thaw(state: string): void {
    const was = JSON.parse(state);
    Object.assign(this, was, { inovasi: new Map(was.inovasi), bukti: new Map(was.bukti) });
  }

  makePenghargaan(id: string, untuk: string, nama: string): Penghargaan {
    const blank = {
      tingkat: null,
      tahun: null,
      penyelenggara: null,
      kategori: null,
      hasil: null,
      sumber: null,
      keyakinan: null,
    };
    return { id, untuk, nama, ...blank, contoh: true, bukti: [] };
  }

  add(id: string, fields: Record<string, Fact>, contoh: boolean, members: Record<string, string[]> = {}): Inovasi {
    const empty = { answers: {}, usulan: {}, review: {}, note: null };
    const made: Inovasi = {
      id,
      contoh,
      removed: false,
      touched: ++this.clock,
      fields,
      members: { ...members },
      ...empty,
    };
    this.inovasi.set(id, made);
    return made;
  }

  addExample(): void {
    catalogue.forEach((seed, at) => {
      const made = this.add(seed.id, structuredClone(seed.fields), true, structuredClone(seed.members));
      if (made.fields.tahapan?.value || at % 3 === 0) this.answerSome(made, at);
      made.usulan = seedUsulan(at);
      for (const [field, fact] of Object.entries(made.fields)) {
        if (fact.value) note(this, made.id, field, fact.value, 'load_example', 'Prakarsa');
      }
    });
    seedWay(this);
    this.bodies = seedBodies();
    this.penghargaan = [
      {
        ...this.makePenghargaan('p1', 'daerah', 'Innovative Government Penghargaan'),
        tahun: '2024',
        tingkat: 'nasional',
        penyelenggara: 'Kementerian Dalam Negeri',
        hasil: 'Kota Sangat Inovatif',
        sumber: 'semarangkota.go.id, Desember 2024',
        keyakinan: 'stated',
      },
      {
        ...this.makePenghargaan('p2', 'daerah', 'Bangkom Jateng Penghargaan'),
        tahun: '2024',
        tingkat: 'provinsi',
        penyelenggara: 'BPSDMD Provinsi Jawa Tengah',
        kategori: 'Perangkat daerah penyelenggara pengembangan kompetensi terbaik',
      },
      {
        ...this.makePenghargaan('p3', 'inovasi:pak-rahman', 'TPID Penghargaan'),
        tahun: '2023',
        tingkat: 'nasional',
        hasil: 'Terbaik',
      },
    ];
  }

  removeExample(): void {
    for (const [id, made] of this.inovasi) if (made.contoh) this.inovasi.delete(id);
  }

  makeBukti(path: string): Bukti {
    const id = `b${this.bukti.size + 1}`;
    const nama_berkas = path.split(/[\\/]/).at(-1) ?? path;
    const made: Bukti = {
      id,
      nama_berkas,
      size: 184_000 + ((path.length * 7919) % 2_000_000),
      sha256: id.padStart(64, '0'),
      nomor: null,
      tanggal: null,
      tentang: null,
      present: true,
    };
    this.bukti.set(id, made);
    return made;
  }

  private answerSome(made: Inovasi, seed: number): void {
    const lines = instrument.indikator.filter((each) => !each.daerah);
    if (seed === 0)
      made.review = { [lines[1]?.id ?? '']: 'reworded,ladder_changed', [lines[4]?.id ?? '']: 'variant_asked' };
    const keputusan = Object.assign(this.makeBukti('SK Wali Kota 050-412 Tahun 2024.pdf'), {
      nomor: '050/412 Tahun 2024',
      tanggal: '2024-03-14',
      tentang: 'Penetapan Inovasi Daerah Kota Semarang',
    });
    const video = this.makeBukti(`video-${made.id}.mp4`);
    video.present = seed !== 1;
    lines.forEach((line, at) => {
      if ((at * 7 + seed * 5) % 4 === 3) return;
      const bukti = at < 2 || at === 7 ? [{ id: keputusan.id, pages: at === 0 ? '1-3' : null }] : [];
      if (at === lines.length - 1) bukti.push({ id: video.id, pages: null });
      made.answers[line.id] = {
        parameter: 1 + ((at + seed) % 3),
        variant: line.variant[0]?.id ?? null,
        bukti,
        ...(at === 0 && { verified: 1 }),
      };
    });
    this.giveSome(made, keputusan);
  }

  /** Numbers and ticks that the checks have something to say of. */
  private giveSome(made: Inovasi, keputusan: Bukti): void {
    const bukti = [{ id: keputusan.id, pages: null }];
    const line = (code: string) => instrument.indikator.find((each) => each.code === code)?.id ?? code;
    made.answers[line('SID-22')] = {
      parameter: 3,
      variant: null,
      bukti,
      tick: ['akademisi', 'komunitas', 'pemerintah', 'media'],
    };
    made.answers[line('SID-28')] = { parameter: 3, variant: null, bukti, input: { 'lama-hari': '4' } };
    made.answers[line('SID-33')] = { parameter: 3, variant: 'a', bukti, input: { 'jumlah-penerima': '1250' } };
  }

  private answerDaerah(): void {
    instrument.indikator
      .filter((each) => each.daerah)
      .forEach((line, at) => {
        if (at % 6 !== 5) this.daerah[line.id] = { parameter: 1 + ((at * 2) % 3), variant: null, bukti: [] };
        if (line.code === 'SPD-07')
          this.daerah[line.id] = { parameter: 0, variant: null, bukti: [], input: { nilai: '-5.145' } };
      });
  }

  private addRows(rows: number): void {
    const words = [
      'Layanan',
      'Sistem',
      'Gerakan',
      'Klinik',
      'Bank Sampah',
      'Posyandu',
      'Kelas',
      'Pasar',
      'Antar Jemput',
    ];
    const places = ['Pedurungan', 'Tembalang', 'Banyumanik', 'Gunungpati', 'Mijen', 'Ngaliyan', 'Tugu', 'Genuk'];
    const urusan = vocabulary.lists.find((list) => list.field === 'urusan_utama')?.options ?? [];
    const fact = (value: string | null): Fact => ({ value, sumber: null, keyakinan: null });
    for (let at = 0; at < rows; at++) {
      const made = this.add(
        `r${at}`,
        {
          nama: fact(`${words[at % words.length]} ${places[(at * 3) % places.length]} ${at + 1}`),
          perangkat_daerah: fact(`Kecamatan ${places[(at * 3) % places.length]}`),
          urusan_utama: fact(urusan[at % urusan.length]?.id ?? null),
          tahapan: fact(['inisiatif', 'uji_coba', 'penerapan'][at % 3] ?? null),
        },
        false,
      );
      const line = instrument.indikator.filter((each) => !each.daerah)[at % 20];
      if (line) made.answers[line.id] = { parameter: 1 + (at % 3), variant: line.variant[0]?.id ?? null, bukti: [] };
    }
  }

  private addConflicts(): void {
    const [first, second] = [...this.inovasi.values()];
    if (!first || !second) return;
    const head = (stamp: string, value: string, person: string, device: string, at: string, shown: boolean) => ({
      stamp,
      value,
      said: null,
      person,
      device,
      at,
      shown,
    });
    this.conflicts = [
      {
        subject: `inovasi:${first.id}`,
        subject_nama: first.fields.nama?.value ?? null,
        field: 'waktu_penerapan',
        heads: [
          head('12@a', '2022-08', 'Ratna Wulandari', 'laptop-brida-2', '2026-06-18T09:41:00+07:00', true),
          head('11@b', '2022-08-17', 'Bagus Prasetyo', 'laptop-ketahanan-pangan', '2026-06-17T15:05:00+07:00', false),
        ],
      },
      {
        subject: `inovasi:${second.id}`,
        subject_nama: second.fields.nama?.value ?? null,
        field: 'nama',
        heads: [
          head('9@a', 'Daycare Rumah Pelita', 'Ratna Wulandari', 'laptop-brida-2', '2026-06-11T10:12:00+07:00', true),
          head('9@c', 'Rumah Pelita', 'Siti Aminah', 'laptop-kesehatan', '2026-06-11T10:20:00+07:00', false),
          head(
            '8@d',
            'Rumah PELITA Kota Semarang',
            'Dewi Lestari',
            'puskesmas-manyaran',
            '2026-06-10T08:00:00+07:00',
            false,
          ),
        ],
      },
    ];
  }
}
