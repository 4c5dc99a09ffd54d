import { describe, expect, it } from 'vitest';
import { call } from '../../ipc/backend';
import type { Field, FieldView, Need } from '../../ipc/bindings';
import { Desk } from '../../ipc/bridge/desk';
import { send } from '../../ipc/bridge/process';
import { eachDesk, inovasi } from '../../ipc/bridge/testing';
import { completenessOf, isFolded, isWide, sectionsOf, stepField, troubledFields } from './sections';

const desk = eachDesk();

const field = (name: Field, need: Need | null, rest: Partial<FieldView> = {}): FieldView => ({
  field: name,
  kind: 'line',
  label: name,
  need,
  missing: false,
  value: null,
  members: [],
  sumber: null,
  keyakinan: null,
  conflict: false,
  ...rest,
});

describe('completeness', () => {
  it('counts what the form wants, and what it insists on', () => {
    const list = [
      field('nama', 'wajib', { value: 'x' }),
      field('tahapan', 'wajib', { missing: true }),
      field('nama_inisiator', 'wanted', { missing: true }),
      field('klasifikasi', 'optional'),
      field('tematik', null),
    ];
    expect(completenessOf(list)).toEqual({ n: 1, of: 3, nWajib: 1, nTrouble: 0 });
  });

  it('tells filled fields that should be looked at from blank ones', () => {
    const list = [field('koordinat', 'wanted', { value: '0,0' }), field('asta_cita', 'wanted', { missing: true })];
    expect(completenessOf(list, ['koordinat', 'asta_cita'])).toMatchObject({ n: 1, nTrouble: 1 });
  });

  it('believes Rust: a design in its parts alone is not missing', () => {
    const list = [field('rancang_bangun', 'wajib'), field('permasalahan', 'optional', { value: 'Antre.' })];
    expect(completenessOf(list)).toMatchObject({ n: 1, of: 1, nWajib: 0 });
  });
});

it.each([
  ['not asked for and blank', field('tematik', null), true],
  ['not asked for, but filled', field('tematik', null, { value: 'x' }), false],
  ['not asked for, with members', field('nama_lama', null, { members: ['x'] }), false],
  ['not asked for, but differing between laptops', field('tematik', null, { conflict: true }), false],
  ['asked for and blank', field('klasifikasi', 'optional'), false],
])('a field %s is folded: see the case', (_what, it, folded) => expect(isFolded(it)).toBe(folded));

describe('stepping through findings', () => {
  const order = ['a', 'b', 'c', 'd', 'e'];
  it.each([
    ['a', 1, 'b'],
    ['b', 1, 'd'],
    ['d', 1, 'b'],
    ['d', -1, 'b'],
    ['b', -1, 'd'],
    ['c', -1, 'b'],
    [null, 1, 'b'],
    [null, -1, 'd'],
  ] as const)('from %s by %d leads to %s', (at, step, next) =>
    expect(stepField(['b', 'd'], order, at, step)).toBe(next),
  );
  it('stays where nothing is wrong', () => expect(stepField([], order, 'a', 1)).toBeNull());
});

it('names what is missing, differs or was remarked on, in the order of the screen', async () => {
  const id = await inovasi('Pak Rahman');
  const other = new Desk(`${desk.name}-2`, send);
  await other.make({ seed: 2 });
  await call('editInovasi', { id, field: 'tujuan', value: 'Pangan murah' });
  await other.carrier('editInovasi', [{ id, field: 'tujuan', value: 'Pangan aman' }]);
  const path = await desk.file('paket.prakarsa');
  await other.carrier('createParcel', [{ out: await other.hand(path), replace: true }]);
  await other.drop();
  await call('acceptParcel', { path, dry_run: false }, () => undefined);
  const worksheet = await call('showInovasi', { id });
  const troubled = troubledFields(worksheet);
  expect(troubled).toContain('tujuan');
  expect(troubled).toContain('waktu_penerapan');
  expect(troubled).toContain('rancang_bangun');
  expect(troubled).not.toContain('nama');
  const order: string[] = sectionsOf(worksheet.profile).flatMap((section) => section.list.map((each) => each.field));
  expect(troubled).toEqual([...troubled].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
});

describe('the profile', () => {
  const profileOf = async (nama: string) => (await call('showInovasi', { id: await inovasi(nama) })).profile;

  it('shows every field once, unknown ones last', async () => {
    const profile = await profileOf('Pak Rahman');
    const extra: FieldView = { ...profile[0]!, field: 'isian_baru' as Field, kind: 'line' };
    const shown = sectionsOf([extra, ...profile]).flatMap((section) => section.list.map((each) => each.field));
    expect(shown).toHaveLength(profile.length + 1);
    expect(new Set(shown).size).toBe(shown.length);
    expect(shown.at(-1)).toBe('isian_baru');
  });

  it('gives paragraphs the whole width', async () => {
    const wide = (await profileOf('Pak Rahman')).filter(isWide).map((each) => each.field);
    expect(wide).toContain('rancang_bangun');
    expect(wide).not.toContain('tahapan');
  });
});
