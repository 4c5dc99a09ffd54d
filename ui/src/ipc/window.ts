// The window's own affairs.
import { emit } from '@tauri-apps/api/event';
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

/** Tells the shell that something is on the screen: after the second frame, the first was
    drawn. A window that nobody sees draws none and is not waited for, also where it is
    covered before it could. */
export function tellPainted(): void {
  if (!isReal()) return;
  const tell = () => void emit('painted');
  if (document.hidden) return tell();
  requestAnimationFrame(() => requestAnimationFrame(tell));
  document.addEventListener('visibilitychange', tell, { once: true });
}
