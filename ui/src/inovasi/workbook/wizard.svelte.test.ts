import { beforeEach, describe, expect, it } from 'vitest';
import { call } from '../../ipc/backend';
import { eachDesk, reply } from '../../ipc/bridge/testing';
import { listing } from '../../ipc/listing';
import type { Handed } from '../../ipc/bindings';
import { Wizard } from './wizard.svelte';

const REKAP = `REKAP INOVASI DAERAH
Kota Semarang

No.,Nama Inovasi,OPD Pengampu,Bentuk Inovatif,Tahun,Status SK
1,Pak Rahman,Dinas Ketahanan Pangan,Pasar keliling,lama,lengkap
2,Bank Sampah Resik Makmur,DLH Kota Semarang,Pelayanan publik,2023,
3,Semar Tani,Dispertan,Kebun,baru,belum ada SK
4,Kelas Ibu Hamil,Dinas Kesehatan Kota Semarang,Kelas,belum,
5,Kelas Lansia,Dinas Kesehatan Kota Semarang,Kelas,belum,
`;

const desk = eachDesk();
let wizard: Wizard;
let path: Handed;

beforeEach(() => void (wizard = new Wizard()));

const column = (letter: string) => {
  const found = wizard.columns.find((each) => each.letter === letter);
  if (!found) throw new Error(letter);
  return found;
};
const total = async () => (await call('listInovasi', listing({ limit: 1 }))).total;

describe('a recap', () => {
  beforeEach(async () => {
    path = await desk.file('rekap.csv', REKAP);
    await wizard.inspect(path);
  });

  it('is mapped before anything else', () => {
    expect(wizard.step).toBe('columns');
    expect(wizard.sheet?.nama).toBe('rekap');
    expect(wizard.headerRow).toBe(4);
    expect(wizard.targetOf(column('B'))).toBe('nama');
  });

  it('marks what is only guessed until somebody looked', () => {
    const [unsure] = wizard.unsure;
    expect(wizard.unsure.length).toBe(1);
    expect(wizard.isUnsure(unsure!)).toBe(true);
    wizard.choose(unsure!, unsure!.target);
    expect(wizard.isUnsure(unsure!)).toBe(false);
    expect(wizard.targetOf(unsure!)).toBe(unsure!.target);
  });

  it('wants a name, and one column for each field', () => {
    wizard.choose(column('B'), null);
    expect(wizard.nameless).toBe(true);
    expect(wizard.canPreview).toBe(false);
    wizard.choose(column('A'), 'id');
    expect(wizard.canPreview).toBe(true);
    wizard.choose(column('D'), 'bentuk');
    wizard.choose(column('F'), 'bentuk');
    expect(wizard.twice).toEqual(['bentuk']);
    expect(wizard.canPreview).toBe(false);
  });

  it('reads the columns anew under the row that a person points at', async () => {
    wizard.choose(wizard.columns[0]!, 'manfaat');
    const asked = reply('inspectWorkbook');
    await wizard.putHeader(2);
    expect(asked).toHaveBeenCalledWith({ path, sheet: 'rekap', header_row: 2 });
    expect(wizard.columns[0]?.header).toBe('Kota Semarang');
    expect(wizard.headerRow).toBe(2);
    expect(wizard.targetOf(wizard.columns[0]!)).toBe('manfaat');
    await wizard.putHeader(2);
    await wizard.putHeader(0);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('is asked for as it was mapped', async () => {
    const sent = reply('importWorkbook');
    wizard.choose(column('D'), 'bentuk');
    wizard.choose(column('F'), 'catatan');
    wizard.choose(column('E'), null);
    wizard.remember = false;
    await wizard.preview();
    expect(sent.mock.calls[0]?.[0]).toEqual({
      workbook: {
        path,
        sheet: 'rekap',
        header_row: 4,
        columns: [
          { at: 1, key: 'nama', days: null },
          { at: 2, key: 'perangkat_daerah', days: null },
          { at: 3, key: 'bentuk', days: null },
          { at: 5, key: 'catatan', days: null },
        ],
        also: [],
        rows: [],
        take: [],
        leave: [],
        remember: false,
        take_diverged: false,
        decided: [],
      },
      dry_run: true,
    });
    const fields = new Set(wizard.plan?.changes.map((each) => each.field));
    expect(fields).toEqual(new Set(['nama', 'perangkat_daerah', 'bentuk', 'catatan']));
  });

  it('writes nothing before it is applied, and can be taken back after', async () => {
    const before = await total();
    await wizard.preview();
    expect(wizard.step).toBe('preview');
    expect(await total()).toBe(before);
    await wizard.apply();
    expect(wizard.step).toBe('done');
    expect(wizard.taken?.dry_run).toBe(false);
    expect(await total()).toBe(before + 4);
    await call('undo');
    expect(await total()).toBe(before);
  });

  it('is worked out anew when the other side is to win', async () => {
    await wizard.preview();
    const sent = reply('importWorkbook');
    await wizard.decide((it) => it.all(true));
    expect(sent.mock.calls[0]?.[0]).toMatchObject({ workbook: { take_diverged: true }, dry_run: true });
  });

  it('goes back to its columns with what was chosen', async () => {
    wizard.choose(column('F'), 'catatan');
    await wizard.preview();
    wizard.back();
    expect(wizard.step).toBe('columns');
    expect(wizard.targetOf(column('F'))).toBe('catatan');
  });

  it('tells what became of every row', async () => {
    await wizard.preview();
    const [part] = wizard.plan?.parts ?? [];
    expect(part).toMatchObject({ sheet: 'rekap', kind: 'table', n_row: 8, n_taken: 5, n_refused: 0 });
    expect(part?.skipped).toEqual([{ kind: 'header', n: 3, rows: '1–2, 4' }]);
  });
});

const DUA = `No,Nama Inovasi,Jenis
I,DINAS KESEHATAN,
1,Kelas Ibu Hamil,Digital
2,Kelas Lansia,Digital

Perangkat Daerah,Jumlah Inovasi,Tahapan
Dinas Kesehatan,2,

No,Nama Inovasi,Perangkat Daerah
1,Semar Tani,Dispertan
`;

describe('several tables', () => {
  beforeEach(async () => {
    path = await desk.file('dua.csv', DUA);
    await wizard.inspect(path);
  });

  it('are all taken, and what is no table is told', () => {
    expect(wizard.tables.map((sheet) => [sheet.first_row, wizard.isWanted(sheet)])).toEqual([
      [1, true],
      [9, true],
    ]);
    expect(wizard.others.map((sheet) => sheet.kind)).toEqual(['summary']);
    const request = wizard.request(path);
    expect([request.header_row, request.also.map((table) => table.header_row)]).toEqual([1, [9]]);
  });

  it('may be left, one by one', async () => {
    wizard.want(wizard.tables[0]!, false);
    expect(wizard.request(path).header_row).toBe(9);
    await wizard.preview();
    expect(wizard.plan?.parts.map((part) => part.kind)).toEqual(['left', 'summary', 'table']);
    wizard.back();
    wizard.want(wizard.tables[1]!, false);
    expect(wizard.canPreview).toBe(false);
  });

  it('keep what was chosen for their columns', () => {
    const [first, second] = wizard.tables;
    wizard.choose(column('C'), 'catatan');
    wizard.chooseSheet(second!);
    expect(wizard.targetOf(column('C'))).toBe('perangkat_daerah');
    wizard.chooseSheet(first!);
    expect(wizard.targetOf(column('C'))).toBe('catatan');
  });

  it('give the bodies of their groups, unless somebody says no', async () => {
    await wizard.preview();
    const bodies = () => wizard.plan?.changes.filter((each) => each.field === 'perangkat_daerah').map((it) => it.after);
    expect(wizard.plan?.proposals.map((each) => [each.kind, each.taken])).toEqual([['body_of_group', true]]);
    expect(bodies()).toEqual(['DINAS KESEHATAN', 'DINAS KESEHATAN', 'Dispertan']);
    await wizard.decide((it) => it.propose('body_of_group', false));
    expect(bodies()).toEqual(['Dispertan']);
    expect(wizard.plan?.proposals[0]?.taken).toBe(false);
  });
});

it('a form of ours needs no columns', async () => {
  const out = await call('suggestWorkbookPath', { kind: 'form', ending: '.xlsx' });
  await call('exportWorkbook', { out, ids: [], kind: 'form', replace: false }, () => undefined);
  const sent = reply('importWorkbook');
  await wizard.inspect(out);
  expect(wizard.step).toBe('preview');
  const nothing = { sheet: null, header_row: 0, columns: [], also: [], rows: [], take: [], leave: [] };
  const workbook = { path: out, ...nothing, remember: false, take_diverged: false, decided: [] };
  expect(sent.mock.calls[0]?.[0]).toEqual({ workbook, dry_run: true });
  expect(wizard.changesNothing).toBe(true);
  wizard.back();
  expect(wizard.step).toBe('file');
});

it('a file that is none stays at the first step', async () => {
  await wizard.inspect(await desk.file('surat.pdf', '%PDF-1.7'));
  expect(wizard.step).toBe('file');
  expect(wizard.inspecting.error).toBeTruthy();
});

it('an import that is stopped stays in the preview, and says nothing', async () => {
  const rows = Array.from({ length: 1500 }, (_, at) => `Inovasi ke-${at},x\n`);
  await wizard.inspect(await desk.file('panjang.csv', `Nama Inovasi,Kepanjangan\n${rows.join('')}`));
  await wizard.preview();
  const before = await total();
  const applying = wizard.apply();
  wizard.working.cancel();
  await applying;
  expect(wizard.step).toBe('preview');
  expect(wizard.plan).not.toBeNull();
  expect(wizard.working.refusal?.code).toBe('cancelled');
  expect(wizard.working.error).toBe('');
  expect(await total()).toBe(before);
});

const part = (nama: string, rows: string[][], hidden: boolean) => {
  const row = (cells: string[]) =>
    `<Row>${cells.map((it) => `<Cell><Data ss:Type="String">${it}</Data></Cell>`).join('')}</Row>`;
  const options = hidden
    ? '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>'
    : '';
  return `<Worksheet ss:Name="${nama}"><Table>${rows.map(row).join('')}</Table>${options}</Worksheet>`;
};
const SPREADSHEET = 'urn:schemas-microsoft-com:office:spreadsheet';
const KINI = [
  ['a', 'Sebutan', 'Milik'],
  ['1', 'SIGAP', 'DLH'],
  ['2', 'TERAS', 'DLH'],
];
const LAMA = [
  ['No', 'Nama Inovasi', 'OPD'],
  ['1', 'LAMA', 'Dinas Lama'],
];
const HIDDEN = `<?xml version="1.0"?><Workbook xmlns="${SPREADSHEET}" xmlns:ss="${SPREADSHEET}">${part('Kini', KINI, false)}${part('Arsip', LAMA, true)}</Workbook>`;

describe('a hidden sheet beside one that is not understood', () => {
  it('is taken only where a person says so', async () => {
    path = await desk.file('rekap.xls', HIDDEN);
    await wizard.inspect(path);
    expect(wizard.sheet?.nama).toBe('Kini');
    expect(wizard.tables.map((sheet) => [sheet.nama, sheet.kind, wizard.isWanted(sheet)])).toEqual([
      ['Arsip', 'hidden', false],
    ]);
    expect(wizard.canPreview).toBe(false);
    const [old] = wizard.tables;
    wizard.want(old!, true);
    wizard.chooseSheet(old!);
    await wizard.preview();
    expect(wizard.plan?.n_new).toBe(1);
  });
});
