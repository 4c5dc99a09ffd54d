// Acts: one call, whose outcome is put where it is shown and drops what it touched.
// Short acts go one after another, so that a later answer never shows an older truth.
import { inovasiOf } from './ids';
import { call, refusalOf, type Args, type Command, type Data } from './backend';
import type { FindingView, Outcome } from './bindings';
import { entry, touch, type Entry } from './query.svelte';
import { tellOthers } from './side';
import { ASKED, LONG, SHOWN, type Read } from './topics';

export type Act = { [K in Command]: Data<K> extends Outcome<unknown> ? K : never }[Command];
type View<K extends Act> = Data<K> extends Outcome<infer V> ? V : never;
type Shown = typeof SHOWN;
type Answered = Shown[keyof Shown];

let line: Promise<unknown> = Promise.resolve();

/** Asks somebody for his name; answers whether he said it. */
let askName: (() => Promise<boolean>) | null = null;
/** Several acts may meet it at once: one question for all of them. */
let asked: Promise<boolean> | null = null;

/** Who asks for a name where an act finds none; answers how to stop. */
export function whenNameless(ask: () => Promise<boolean>): () => void {
  askName = ask;
  return () => (askName = null);
}

type Answer<K extends Act> = { view: View<K>; findings: FindingView[] };

/** Does an act. Where nobody has said who works here, he is asked and it is done then. */
export async function act<K extends Act>(command: K, ...args: Args<K>): Promise<Answer<K>> {
  try {
    return await perform(command, ...args);
  } catch (cause) {
    if (!askName || refusalOf(cause).reason !== 'person_missing') throw cause;
    asked ??= askName().finally(() => (asked = null));
    if (!(await asked)) throw cause;
    return perform(command, ...args);
  }
}

async function perform<K extends Act>(command: K, ...args: Args<K>): Promise<Answer<K>> {
  const run = () => call(command, ...args);
  const long = (LONG as readonly Command[]).includes(command);
  const turn = long ? run() : line.then(run);
  if (!long) line = turn.catch(() => undefined);
  const outcome = (await turn) as Outcome<View<K>>;
  touch(outcome.touched, command in READ ? keep(READ[command as keyof Shown], outcome.view as Data<Answered>) : []);
  tellOthers(outcome.touched);
  return outcome;
}

/** The read of each act: its view is what that read answers. */
const READ: { [K in keyof Shown]: View<K> extends Data<Shown[K]> ? Shown[K] : never } = SHOWN;

/** What a read is asked with: every answer of it says so itself. */
const FIELDS: { [R in Answered]: readonly (keyof Args<R>[0] & keyof Data<R>)[] } = ASKED;

type Kept = Pick<Entry<Read>, 'command'>;

/** Puts a view into the reads that show it; answers which those are. */
function keep<R extends Answered>(read: R, view: Data<R>): Kept[] {
  const fields: readonly string[] = FIELDS[read];
  const req = Object.fromEntries(Object.entries(view ?? {}).filter(([field]) => fields.includes(field)));
  const own = entry(read, ...((fields.length ? [req] : []) as unknown as Args<R>));
  own.put(view);
  return [own, ...(BESIDE[read]?.(view) ?? [])];
}

/** A worksheet holds an assessment: each shows what the other's acts answer. */
const BESIDE: { [R in Answered]?: (view: Data<R>) => Kept[] } = {
  showInovasi: (view) => keep('showAssessment', view.assessment),
  showAssessment: (view) => {
    const id = inovasiOf(view.subject);
    if (!id) return [];
    const worksheet = entry('showInovasi', { id });
    if (worksheet.data) worksheet.put({ ...worksheet.data, assessment: view });
    return [worksheet];
  },
};
