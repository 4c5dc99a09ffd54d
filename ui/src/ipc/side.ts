// The small window that stands beside the browser, above all others, and what windows of
// one program tell each other.
import { WebviewWindow } from '@tauri-apps/api/webviewWindow';
import { isReal } from './backend';
import type { Subject, Topic } from './bindings';
import { touch } from './query.svelte';

const LABEL = 'samping';
/** Wide enough for one field, so that the browser keeps 986 of 1366 pixels. */
const SIZE = { width: 380, height: 700, minWidth: 300, minHeight: 400 };

export const canOpenSide = (): boolean => isReal();

/** Opens it, or brings the one that is there forward. */
export async function openSide(subject: Subject, title: string): Promise<void> {
  const there = await WebviewWindow.getByLabel(LABEL);
  if (there) return there.setFocus();
  const url = `index.html#/${LABEL}/${encodeURIComponent(subject)}`;
  const made = new WebviewWindow(LABEL, { url, title, ...SIZE, alwaysOnTop: true });
  await new Promise<void>((done, fail) => {
    void made.once('tauri://created', () => done());
    void made.once('tauri://error', ({ payload }) => fail(new Error(String(payload))));
  });
}

let others: BroadcastChannel | null = null;

/** Follows what is done in the other windows; what a message misses, coming back finds. */
export function followOthers(): void {
  others = new BroadcastChannel('touched');
  others.onmessage = ({ data }: MessageEvent<Topic[]>) => touch(data);
  addEventListener('focus', () => touch(['portal']));
}

/** Tells the other windows what an act has touched. */
export function tellOthers(topics: Topic[]): void {
  others?.postMessage(topics);
}
