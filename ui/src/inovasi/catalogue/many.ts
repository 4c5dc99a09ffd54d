// Acts on many inovasi at once.
import { act } from '../../ipc/act';
import type { EditMany, InovasiId, Selection } from '../../ipc/bindings';
import { saving } from '../../kit/saving.svelte';
import { toasts } from '../../kit/toast.svelte';
import { count, t } from '../../text/t.svelte';

export type Change = Required<Omit<EditMany, 'selection'>>;

/** Writes one field of all of them. */
export async function editMany(selection: Selection, change: Change): Promise<void> {
  const { view } = await saving.during(act('editManyInovasi', { selection, ...change }));
  toldDone(t().list.edited(count(view.n_changed), count(view.n_unchanged)));
}

export async function removeMany(selection: Selection): Promise<void> {
  const { view } = await saving.during(act('removeManyInovasi', selection));
  toldDone(t().list.removedMany(count(view.n_changed)));
}

/** Refused with `growth_note_short` where one of them took part before and nothing is said of its growth. */
export async function proposeMany(ids: InovasiId[], instrument: string, growthNote: string): Promise<void> {
  await saving.during(act('proposeInovasi', { ids, instrument, growth_note: growthNote }));
  toldDone(t().list.proposed(count(ids.length)));
}

export async function withdrawMany(ids: InovasiId[], instrument: string): Promise<void> {
  await saving.during(act('withdrawInovasi', { ids, instrument }));
  toldDone(t().list.withdrawn(count(ids.length)));
}

function toldDone(text: string): void {
  toasts.show(`${text} ${t().list.undoHint}`, { tone: 'positive' });
}
