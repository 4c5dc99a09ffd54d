// Acts: one call, whose outcome is put where it is shown and drops what it touched.
// Short acts go one after another, so that a later answer never shows an older truth.
import { call, type Args, type Command, type Data } from './backend';
import type {
  AssessmentView,
  BestView,
  ConflictView,
  DuplicatesView,
  FindingView,
  InstrumentsView,
  Outcome,
  PerangkatDaerahListView,
  RegistryView,
  RevertView,
  SavedViews,
  ScenariosView,
  WorksheetView,
  YearsView,
} from './bindings';
import { entry, touch, type Entry } from './query.svelte';
import { LONG, SHOWN, type Read } from './topics';

export type Act = { [K in Command]: Data<K> extends Outcome<unknown> ? K : never }[Command];
type View<K extends Act> = Data<K> extends Outcome<infer V> ? V : never;
type Shown = typeof SHOWN;

let line: Promise<unknown> = Promise.resolve();

export async function act<K extends Act>(
  command: K,
  ...args: Args<K>
): Promise<{ view: View<K>; findings: FindingView[] }> {
  const run = () => call(command, ...args);
  const long = (LONG as readonly Command[]).includes(command);
  const turn = long ? run() : line.then(run);
  if (!long) line = turn.catch(() => undefined);
  const outcome = (await turn) as Outcome<View<K>>;
  const keep = command in SHOWN ? (KEEP[SHOWN[command as keyof Shown]] as (view: unknown) => Kept[]) : () => [];
  touch(outcome.touched, keep(outcome.view));
  return outcome;
}

type Kept = Pick<Entry<Read>, 'command'>;

/** Puts the view of an act into the reads that show it; answers which those are. */
const KEEP = {
  openRegistry: (view: RegistryView) => [put('openRegistry', view)],
  showInovasi: (view: WorksheetView) => [
    put('showInovasi', view, { id: view.id }),
    put('showAssessment', view.assessment, answers(view.assessment)),
  ],
  showAssessment: (view: AssessmentView) => {
    const worksheet = entry('showInovasi', { id: view.subject.replace('inovasi:', '') });
    if (worksheet.data) worksheet.put({ ...worksheet.data, assessment: view });
    return [worksheet, put('showAssessment', view, answers(view))];
  },
  listConflicts: (view: ConflictView[]) => [put('listConflicts', view)],
  showYears: (view: YearsView) => [put('showYears', view)],
  showUndo: (view: RevertView) => [put('showUndo', view.undo)],
  showSavedViews: (view: SavedViews) => [put('showSavedViews', view)],
  showScenarios: (view: ScenariosView) => [put('showScenarios', view)],
  showInstruments: (view: InstrumentsView) => [put('showInstruments', view)],
  listDuplicates: (view: DuplicatesView) => [put('listDuplicates', view, { decided: false })],
  listPerangkatDaerah: (view: PerangkatDaerahListView) => [put('listPerangkatDaerah', view)],
  showBestSet: (view: BestView) => [put('showBestSet', view, { instrument: view.instrument, basis: view.basis })],
} satisfies { [R in Shown[keyof Shown]]: (view: ShownAs<R>) => Kept[] };

/** What the acts answer whose view belongs to a read. */
type ShownAs<R> = { [K in keyof Shown]: Shown[K] extends R ? View<K> : never }[keyof Shown];

function put<K extends Read>(command: K, data: Data<K>, ...args: Args<K>): Kept {
  const read = entry(command, ...args);
  read.put(data);
  return read;
}

function answers(view: AssessmentView) {
  return { subject: view.subject, instrument: view.instrument };
}
