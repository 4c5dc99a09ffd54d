// Acts: one call, whose outcome is put where it is shown and drops what it touched.
// Short acts go one after another, so that a later answer never shows an older truth.
import { call, type Args, type Command, type Data } from './backend';
import type {
  AssessmentView,
  BestView,
  ConflictView,
  DuplicatesView,
  FindingView,
  Outcome,
  PerangkatDaerahListView,
  RegistryView,
  RevertView,
  SavedViews,
  ScenariosView,
  WorksheetView,
  YearsView,
} from './bindings';
import { entry, touch } from './query.svelte';

export type Act = { [K in Command]: Data<K> extends Outcome<unknown> ? K : never }[Command];
type View<K extends Act> = Data<K> extends Outcome<infer V> ? V : never;

const LONG: Command[] = [
  'attachBukti',
  'attachPenghargaan',
  'exportBundle',
  'acceptParcel',
  'importRegistry',
  'importWorkbook',
  'startRegistry',
  'loadExample',
];
let line: Promise<unknown> = Promise.resolve();

export async function act<K extends Act>(
  command: K,
  ...args: Args<K>
): Promise<{ view: View<K>; findings: FindingView[] }> {
  const run = () => call(command, ...args);
  const turn = LONG.includes(command) ? run() : line.then(run);
  if (!LONG.includes(command)) line = turn.catch(() => undefined);
  const outcome = (await turn) as Outcome<View<K>>;
  touch(outcome.touched, keep(outcome.view));
  return outcome;
}

/** Puts a view into the entries that show it; answers which those are. */
function keep(view: unknown): unknown[] {
  if (isWorksheet(view)) {
    const read = entry('showInovasi', view.id);
    read.put(view);
    return [read, keepAssessment(view.assessment)];
  }
  if (isAssessment(view)) {
    const read = entry('showInovasi', view.subject.replace('inovasi:', ''));
    if (read.data) read.put({ ...read.data, assessment: view });
    return [keepAssessment(view)];
  }
  if (isRegistry(view)) {
    const read = entry('openRegistry');
    read.put(view);
    return [read];
  }
  if (isConflictList(view)) {
    const read = entry('listConflicts');
    read.put(view);
    return [read];
  }
  if (isYears(view)) {
    const read = entry('showYears');
    read.put(view);
    return [read];
  }
  if (isRevert(view)) {
    const read = entry('showUndo');
    read.put(view.undo);
    return [read];
  }
  if (isSavedViews(view)) {
    const read = entry('showSavedViews');
    read.put(view);
    return [read];
  }
  if (isScenarios(view)) {
    const read = entry('showScenarios');
    read.put(view);
    return [read];
  }
  if (isDuplicates(view)) {
    const read = entry('listDuplicates', false);
    read.put(view);
    return [read];
  }
  if (isBest(view)) {
    const read = entry('showBestSet', view.instrument, view.basis);
    read.put(view);
    return [read];
  }
  if (isPerangkatDaerahList(view)) {
    const read = entry('listPerangkatDaerah');
    read.put(view);
    return [read];
  }
  return [];
}

function keepAssessment(view: AssessmentView) {
  const read = entry('showAssessment', view.subject, view.instrument);
  read.put(view);
  return read;
}

function isObject(view: unknown): view is object {
  return typeof view === 'object' && view !== null;
}

function isWorksheet(view: unknown): view is WorksheetView {
  return isObject(view) && 'profile' in view && 'assessment' in view;
}

function isAssessment(view: unknown): view is AssessmentView {
  return isObject(view) && 'subject' in view && 'indikator' in view;
}

function isRegistry(view: unknown): view is RegistryView {
  return isObject(view) && 'pemda_kode' in view;
}

function isConflictList(view: unknown): view is ConflictView[] {
  return Array.isArray(view) && view.every((item) => isObject(item) && 'heads' in item);
}

function isYears(view: unknown): view is YearsView {
  return isObject(view) && 'years' in view;
}

function isRevert(view: unknown): view is RevertView {
  return isObject(view) && 'done' in view && 'undo' in view;
}

function isPerangkatDaerahList(view: unknown): view is PerangkatDaerahListView {
  return isObject(view) && 'unlisted' in view;
}

function isBest(view: unknown): view is BestView {
  return isObject(view) && 'best' in view && 'n_pinned' in view;
}

function isSavedViews(view: unknown): view is SavedViews {
  return isObject(view) && 'views' in view;
}

function isScenarios(view: unknown): view is ScenariosView {
  return isObject(view) && 'scenarios' in view;
}

function isDuplicates(view: unknown): view is DuplicatesView {
  return isObject(view) && 'pairs' in view && 'n_open' in view;
}
