import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useBackend, type Backend } from '../../ipc/backend';
import { fakeBackend } from '../../ipc/fake';
import type { AnswerView, ComparedAnswer, YearView } from '../../ipc/bindings';
import { entry, forgetAll } from '../../ipc/query.svelte';
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

let backend: Backend;
beforeEach(() => useBackend((backend = fakeBackend())));
afterEach(() => {
  toasts.list = [];
  forgetAll();
  useBackend(null);
});

const yearOf = async (tahun: number): Promise<YearView> =>
  (await backend.showYears()).years.find((year) => year.tahun === tahun)!;
const standing = async (id: string, instrument: string) =>
  standingOf((await backend.showInovasi(id)).usulan.find((each) => each.instrument === instrument) ?? null);

describe('proposing', () => {
  it('again needs a note, and keeps what was typed by throwing', async () => {
    const year = await yearOf(2027);
    await expect(proposeInovasi('pak-rahman', 'Pak Rahman', year, 'dua')).rejects.toMatchObject({
      reason: 'growth_note_short',
    });
    expect(await standing('pak-rahman', year.instrument)).toBe('unsaid');
    await proposeInovasi('pak-rahman', 'Pak Rahman', year, 'Bertambah 60 titik lapak.');
    expect(await standing('pak-rahman', year.instrument)).toBe('proposed');
    expect(entry('showYears').data?.years.find((each) => each.tahun === 2027)?.n_proposed).toBe(1);
  });

  it('can be withdrawn', async () => {
    const year = await yearOf(2026);
    await withdrawInovasi('pak-rahman', 'Pak Rahman', year);
    expect(await standing('pak-rahman', year.instrument)).toBe('withdrawn');
  });

  it('in a closed year is refused in words', async () => {
    await withdrawInovasi('pak-rahman', 'Pak Rahman', await yearOf(2025));
    expect(toasts.list.at(-1)?.tone).toBe('negative');
    expect(toasts.list.at(-1)?.text).toContain('iga-2025');
  });
});

it('shows the years an inovasi took part in, the current one and those still open', async () => {
  const { years } = await backend.showYears();
  const tahunOf = async (id: string) => linesOf(years, await backend.showInovasi(id)).map(({ year }) => year.tahun);
  expect(await tahunOf('pak-rahman')).toEqual([2027, 2026, 2025]);
  expect(await tahunOf('trans-semarang-disabilitas')).toEqual([2027, 2026]);
});

describe('two years side by side', () => {
  const field = (name: string, same: boolean) => ({
    field: name,
    label: name,
    before: 'x',
    after: same ? 'x' : 'y',
    same,
  });
  it('begin with what differs', () =>
    expect(
      differingFirst([field('a', true), field('b', false), field('c', true), field('d', false)]).map(
        (each) => each.field,
      ),
    ).toEqual(['b', 'd', 'a', 'c']));

  const answer = (parameter: number, variant: string | null = null) => ({ parameter, variant }) as AnswerView;
  const compared = (
    before: AnswerView | null,
    after: AnswerView | null,
    review: string | null = null,
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
    ['a changed meaning', compared(answer(2), answer(2), 'reworded'), false],
  ])('%s', (_what, both, same) => expect(isSameAnswer(both)).toBe(same));
});

it('says every reason in a sentence of its own', () => {
  expect(reasonsOf('reworded,ladder_changed')).toHaveLength(2);
  expect(reasonsOf('reworded')[0]).toContain('Bunyi');
  expect(reasonsOf(null)).toEqual([]);
});
