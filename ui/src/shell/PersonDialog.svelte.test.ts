import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { act } from '../ipc/act';
import { call, Refusal } from '../ipc/backend';
import { eachDesk, inovasi, reply } from '../ipc/bridge/testing';
import PersonDialog from './PersonDialog.svelte';

eachDesk();
afterEach(() => {
  document.body.innerHTML = '';
});

const named = (test: string) => document.querySelector<HTMLElement>(`[data-test="${test}"]`);

/** A window in which nobody has said his name, until somebody does. */
function nameless() {
  let said = false;
  const sent = reply('editInovasi', async (req) => {
    if (!said) throw new Refusal('invalid', 'person_missing');
    return { view: await call('showInovasi', { id: req.id }), touched: [], findings: [] };
  });
  reply('setPerson', async () => {
    said = true;
    return { view: (await call('openRegistry'))!, touched: [], findings: [] };
  });
  const dialog = mount(PersonDialog, { target: document.body, props: { role: 'officer' } });
  flushSync();
  return { sent, end: () => unmount(dialog) };
}

const opened = () => vi.waitFor(() => expect(named('person-dialog')).not.toBeNull());

it('asks for the name once, and does then what was asked for', async () => {
  const { sent, end } = nameless();
  const id = await inovasi('IJOLKE');
  const edits = ['a', 'b'].map((value) => act('editInovasi', { id, field: 'tujuan', value }));
  await opened();
  const field = named('person-nama') as HTMLInputElement;
  field.value = 'Bu Sari';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
  named('person-save')!.click();
  expect((await Promise.all(edits)).map((each) => each.view.id)).toEqual([id, id]);
  // Both were refused, both done after one question.
  expect(sent).toHaveBeenCalledTimes(4);
  await vi.waitFor(() => expect(named('person-dialog')).toBeNull());
  await end();
});

it('leaves the act refused when nobody says a name', async () => {
  const { end } = nameless();
  const id = await inovasi('IJOLKE');
  const edit = act('editInovasi', { id, field: 'tujuan', value: 'a' }).catch((cause) => cause as Refusal);
  await opened();
  [...document.querySelectorAll('button')].find((each) => each.textContent?.trim() === 'Batal')!.click();
  expect(await edit).toMatchObject({ reason: 'person_missing' });
  await end();
});
