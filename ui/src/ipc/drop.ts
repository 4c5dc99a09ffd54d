// Files dragged in from the system's file manager. Tauri reports a physical position;
// the indikator under it is found by hit testing. What was dropped the shell tells: it
// has noted that itself.
import { getCurrentWebview } from '@tauri-apps/api/webview';
import { call, isReal } from './backend';
import type { Handed } from './bindings';

export type DropListener = {
  /** The indikator under the pointer, or none; `null` too when the drag ends. */
  over: (indikator: string | null, dragging: boolean) => void;
  drop: (indikator: string | null, paths: Handed[]) => void;
};

/** Listens until the returned function is called. */
export function listenDrop(listener: DropListener): () => void {
  if (!isReal()) return () => undefined;
  const listening = getCurrentWebview().onDragDropEvent(({ payload }) => {
    if (payload.type === 'leave') return listener.over(null, false);
    const target = indikatorAt(payload.position);
    if (payload.type !== 'drop') return listener.over(target, true);
    listener.over(null, false);
    void call('listDropped').then(
      (paths) => paths.length > 0 && listener.drop(target, paths),
      () => undefined,
    );
  });
  return () => void listening.then((stop) => stop());
}

/** The `data-drop-indikator` at a physical position of the window. */
export function indikatorAt(position: { x: number; y: number }): string | null {
  const ratio = window.devicePixelRatio || 1;
  const element = document.elementFromPoint(position.x / ratio, position.y / ratio);
  return element?.closest<HTMLElement>('[data-drop-indikator]')?.dataset.dropIndikator ?? null;
}
