import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it } from 'vitest';
import DraftLine from './DraftLine.svelte';
import { isOwnUndo } from './draft.svelte';

let made: Record<string, unknown> | undefined;
afterEach(() => {
  if (made) void unmount(made);
  document.body.replaceChildren();
});

async function write(props: { rows?: number; unrecorded?: boolean }) {
  made = mount(DraftLine, {
    target: document.body,
    props: { value: '', save: async () => undefined, pause: 1, ...props },
  });
  flushSync();
  const field = document.querySelector<HTMLInputElement>('input, textarea')!;
  field.value = 'ketikan';
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  flushSync();
  const typing = isOwnUndo(field);
  await new Promise((wake) => setTimeout(wake, 30));
  flushSync();
  return { typing, saved: isOwnUndo(field) };
}

it.each([
  ['a line', {}, false],
  ['paragraphs', { rows: 3 }, false],
  ['a note that no history keeps', { rows: 3, unrecorded: true }, true],
])('%s takes its own typing back until it is saved', async (_what, props, after) => {
  expect(await write(props)).toEqual({ typing: true, saved: after });
});
