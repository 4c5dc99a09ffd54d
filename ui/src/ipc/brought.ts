// A parcel that the program was started with, as the system does when a person opens one.
import { listen } from '@tauri-apps/api/event';
import { call, isReal } from './backend';
import type { Handed } from './bindings';

/** Hears of each one until the returned function is called; of one that waits already, at once. */
export function listenBrought(tell: (path: Handed) => void): () => void {
  const take = () =>
    void call('takeBrought').then(
      (path) => path && tell(path),
      () => undefined,
    );
  take();
  if (!isReal()) return () => undefined;
  const listening = listen('brought', take);
  return () => void listening.then((stop) => stop());
}
