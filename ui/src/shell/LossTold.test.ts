import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it } from 'vitest';
import type { LossView } from '../ipc/bindings';
import { eachDesk } from '../ipc/bridge/testing';
import { say } from '../text/t.svelte';
import LossTold from './LossTold.svelte';

eachDesk();
let made: Record<string, unknown> | undefined;
const at = (test: string) => document.querySelector<HTMLElement>(`[data-test="${test}"]`);

const loss: LossView = {
  at: '2026-11-29T08:00:00+07:00',
  cause: 'damaged',
  kept: '/data/registri/quarantine/20261129-080000',
  backup: null,
  n_salvaged: 3,
  n_broken: 0,
  n_piece: 0,
  n_missing: 2,
  since: null,
  persons: [],
  confirmed: false,
  told: [
    { code: 'loss_damaged', args: [{ name: 'at', value: '2026-11-29T08:00:00+07:00' }] },
    { code: 'loss_missing', args: [{ name: 'n', value: '2' }] },
  ],
};

afterEach(() => {
  if (made) void unmount(made);
  document.body.replaceChildren();
});

it('tells of a loss at once, and stays in sight when the dialog is closed unread', () => {
  made = mount(LossTold, { target: document.body, props: { losses: [loss] } });
  flushSync();
  const dialog = at('loss-dialog')!;
  expect(dialog.textContent).toContain(say('notice.loss_missing', loss.told[1]!.args));
  expect(dialog.textContent).not.toContain('2026-11-29T');
  expect(dialog.textContent).toContain('Saya sudah membacanya');
  at('dialog-close')!.click();
  flushSync();
  expect(at('loss-banner')).not.toBeNull();
  at('loss-look')!.click();
  flushSync();
  expect(at('loss-dialog')).not.toBeNull();
});
