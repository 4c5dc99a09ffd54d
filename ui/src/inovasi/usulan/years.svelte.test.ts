import { afterEach, describe, expect, it } from 'vitest';
import { act } from '../../ipc/act';
import { call } from '../../ipc/backend';
import type { AnswerView, CarryReason, ComparedAnswer, Field, InovasiId, YearView } from '../../ipc/bindings';
import { eachDesk, inovasi } from '../../ipc/bridge/testing';
import { entry } from '../../ipc/query.svelte';
import { toasts } from '../../kit/toast.svelte';
import {
  differingFirst,
  isSameAnswer,
  linesOf,
  proposeInovasi,
  reasonsOf,
  standingOf,
  withdrawInovasi,
} from './years.svelte';

eachDesk();
afterEach(() => void (toasts.list = []));

/** The year the screens use, the one before it and the one after, of the same award. */
async function threeYears(): Promise<[YearView, YearView, YearView]> {
  const { years } = await call('showYears');
  const current = years.find((year) => year.current)!;
  const of = (tahun: number) =>
    years.find((year) => year.instrument === current.instrument.replace(`${current.tahun}`, `${tahun}`))!;
  return [of(current.tahun - 1), current, of(current.tahun + 1)];
}
const usulanOf = async (id: InovasiId, { instrument }: YearView) =>
  (await call('showInovasi', { id })).usulan.find((each) => each.instrument === instrument) ?? null;
const standing = async (id: InovasiId, year: YearView) => standingOf(await usulanOf(id, year));

describe('proposing', () => {
  it('again needs a note, and keeps what was typed by throwing', async () => {
    const id = await inovasi('Pak Rahman');
    const [, current, next] = await threeYears();
    await proposeInovasi(id, 'Pak Rahman', current, '');
    await expect(proposeInovasi(id, 'Pak Rahman', next, 'dua')).rejects.toMatchObject({ reason: 'growth_note_short' });
    expect(await standing(id, next)).toBe('unsaid');
    await proposeInovasi(id, 'Pak Rahman', next, 'Bertambah 60 titik lapak.');
    expect(await standing(id, next)).toBe('proposed');
    expect((await usulanOf(id, next))?.growth_note).toBe('Bertambah 60 titik lapak.');
    expect(entry('showYears').data).toEqual(await call('showYears'));
  });

  it('can be withdrawn', async () => {
    const id = await inovasi('Pak Rahman');
    const [, year] = await threeYears();
    await proposeInovasi(id, 'Pak Rahman', year, '');
    await withdrawInovasi(id, 'Pak Rahman', year);
    expect(await standing(id, year)).toBe('withdrawn');
  });

  it('in a closed year is refused in words', async () => {
    const id = await inovasi('Pak Rahman');
    const [before] = await threeYears();
    await act('closeYear', { instrument: before.instrument, closed: true });
    await withdrawInovasi(id, 'Pak Rahman', before);
    expect(toasts.list.at(-1)?.tone).toBe('negative');
    expect(toasts.list.at(-1)?.text).toContain(before.instrument);
    expect(await standing(id, before)).toBe('unsaid');
  });
});

it('shows the years an inovasi took part in, the current one and those still open', async () => {
  const [before, current, next] = await threeYears();
  const [took, other] = [await inovasi('Pak Rahman'), await inovasi('Rumah Pelita')];
  await proposeInovasi(took, 'Pak Rahman', before, '');
  const { years } = await call('showYears');
  for (const { instrument } of years.filter((year) => year.instrument !== next.instrument))
    await act('closeYear', { instrument, closed: true });
  const instrumentsOf = async (id: InovasiId) =>
    linesOf((await call('showYears')).years, await call('showInovasi', { id })).map(({ year }) => year.instrument);
  expect(await instrumentsOf(took)).toEqual([next, current, before].map((year) => year.instrument));
  expect(await instrumentsOf(other)).toEqual([next, current].map((year) => year.instrument));
});

describe('two years side by side', () => {
  const field = (name: Field, same: boolean) => ({
    field: name,
    label: name,
    before: 'x',
    after: same ? 'x' : 'y',
    same,
  });
  it('begin with what differs', () =>
    expect(
      differingFirst([field('nama', true), field('jenis', false), field('tujuan', true), field('hasil', false)]).map(
        (each) => each.field,
      ),
    ).toEqual(['jenis', 'hasil', 'nama', 'tujuan']));

  const answer = (parameter: number, variant: string | null = null) => ({ parameter, variant }) as AnswerView;
  const compared = (
    before: AnswerView | null,
    after: AnswerView | null,
    review: CarryReason[] = [],
  ): ComparedAnswer => ({
    indikator: 'x',
    nama: 'X',
    before_code: 'X-1',
    after_code: 'X-1',
    before,
    after,
    review,
  });
  it.each([
    ['the same parameter', compared(answer(2), answer(2)), true],
    ['no answer in either', compared(null, null), true],
    ['another parameter', compared(answer(1), answer(2)), false],
    ['another basis', compared(answer(2, 'a'), answer(2, 'b')), false],
    ['one answer only', compared(null, answer(1)), false],
    ['a changed meaning', compared(answer(2), answer(2), ['reworded']), false],
  ])('%s', (_what, both, same) => expect(isSameAnswer(both)).toBe(same));
});

it('says every reason in a sentence of its own', () => {
  expect(reasonsOf(['reworded', 'ladder_changed'])).toHaveLength(2);
  expect(reasonsOf(['reworded'])[0]).toContain('Bunyi');
  expect(reasonsOf([])).toEqual([]);
});
