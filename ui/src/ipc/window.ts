// The window's own affairs.
import { getCurrentWindow } from '@tauri-apps/api/window';
import { isReal } from './backend';

/** Runs the last saves before the window goes. */
export function beforeClose(finish: () => Promise<void>): () => void {
  if (!isReal()) return () => undefined;
  const listening = getCurrentWindow().onCloseRequested(async () => {
    await Promise.race([finish(), new Promise((wake) => setTimeout(wake, 3000))]);
  });
  return () => void listening.then((stop) => stop());
}
