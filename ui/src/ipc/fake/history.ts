// History of the in-memory registry: what was before each act, to take it back.
import type { Backend, Command } from '../backend';
import type { HistoryView, Outcome, Topic, UndoneView } from '../bindings';
import type { Book } from './book';
import { labelOf } from './profile';

export type Past = { told: UndoneView; state: string };

const OPS: Partial<Record<Command, string>> = {
  registerInovasi: 'register_inovasi',
  editInovasi: 'edit_inovasi',
  setMember: 'edit_inovasi',
  editManyInovasi: 'edit_many_inovasi',
  removeManyInovasi: 'remove_inovasi',
  decideDuplicate: 'decide_duplicate',
  combineInovasi: 'combine_inovasi',
  importWorkbook: 'import_registry',
  removeInovasi: 'remove_inovasi',
  restoreInovasi: 'restore_inovasi',
  chooseParameter: 'choose_parameter',
  acceptReview: 'accept_review',
  giveVerdict: 'give_verdict',
  giveVerdicts: 'give_verdict',
  takeVerdictBack: 'give_verdict',
  moveAnswers: 'move_answers',
  moveManyAnswers: 'move_answers',
  attachBukti: 'attach_bukti',
  editBukti: 'edit_bukti',
  linkBukti: 'link_bukti',
  detachBukti: 'detach_bukti',
  restoreValue: 'restore_value',
  beginYear: 'begin_year',
  closeYear: 'close_year',
  proposeInovasi: 'propose_inovasi',
  withdrawInovasi: 'withdraw_inovasi',
  applyBest: 'apply_best',
  registerPerangkatDaerah: 'register_perangkat_daerah',
  editPerangkatDaerah: 'edit_perangkat_daerah',
  setPerangkatDaerahNamaLama: 'edit_perangkat_daerah',
  removePerangkatDaerah: 'remove_perangkat_daerah',
  adoptPerangkatDaerah: 'register_perangkat_daerah',
  registerPenghargaan: 'register_penghargaan',
  editPenghargaan: 'edit_penghargaan',
  removePenghargaan: 'remove_penghargaan',
  attachPenghargaan: 'attach_bukti',
  detachPenghargaan: 'detach_bukti',
};

type AnyCommand = (...args: unknown[]) => Promise<unknown>;

/** The same backend, whose acts can be taken back. */
export function withHistory(book: Book, backend: Backend): Backend {
  const wrapped = { ...backend } as unknown as Record<string, AnyCommand>;
  for (const [command, op] of Object.entries(OPS)) {
    const run = (backend as unknown as Record<string, AnyCommand>)[command];
    if (!run) continue;
    wrapped[command] = async (...args) => {
      // Who watches the backend in a test watches what it is called with.
      const state = book.freeze();
      const outcome = (await run(...args)) as Outcome<unknown>;
      const [subject, field] = args.map(String);
      const about = book.inovasi.get((subject ?? '').replace('inovasi:', ''));
      const told: UndoneView = {
        op,
        subject_nama: about?.fields.nama?.value ?? null,
        label: command === 'editInovasi' && field ? labelOf(field) : null,
        n_change: 1,
        at: book.now(),
      };
      if ((outcome.view as { dry_run?: boolean } | null)?.dry_run) return outcome;
      book.past.push({ told, state });
      book.future = [];
      if (command === 'editInovasi' || command === 'setMember') record(book, args);
      return { ...outcome, touched: [...outcome.touched, 'history' satisfies Topic] };
    };
  }
  return wrapped as unknown as Backend;
}

function record(book: Book, args: unknown[]): void {
  const [id, field, value, present] = args as [string, string, string | null, boolean | undefined];
  const key = present === undefined ? field : `${field}/${value}`;
  const stored = present === undefined ? (book.inovasi.get(id)?.fields[field]?.value ?? null) : present ? '1' : null;
  note(book, id, key, stored, 'edit_inovasi', book.registry?.person ?? '');
}

/** Puts a value into the history of a field. */
export function note(book: Book, id: string, field: string, value: string | null, op: string, person: string): void {
  const list = book.history.get(id) ?? [];
  for (const each of list) if (each.field === field) each.stands = false;
  const made: HistoryView = {
    stamp: `${++book.clock}@a`,
    field,
    label: labelOf(field.split('/')[0] ?? field),
    value,
    text: value,
    said: null,
    op,
    person,
    at: book.now(),
    stands: true,
  };
  book.history.set(id, [made, ...list]);
}
