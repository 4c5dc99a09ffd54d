import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import Suggest from './Suggest.svelte';

let made: Record<string, unknown> | undefined;
afterEach(() => {
  if (made) void unmount(made);
  document.body.replaceChildren();
});

const options = [
  { id: '33.22', nama: 'Kabupaten Semarang', note: '33.22' },
  { id: '33.74', nama: 'Kota Semarang', note: '33.74' },
];

function show(text: string) {
  const calls = { ontype: vi.fn(), onpick: vi.fn(), onleave: vi.fn() };
  made = mount(Suggest, { target: document.body, props: { text, options, ...calls } });
  flushSync();
  const input = document.querySelector('input')!;
  const press = (key: string) => {
    input.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    flushSync();
  };
  const type = () => {
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    flushSync();
  };
  return { input, press, type, ...calls, listed: () => document.querySelectorAll('[role=option]').length };
}

it('offers nothing until somebody types', () => {
  const it = show('semar');
  expect(it.listed()).toBe(0);
  it.type();
  expect(it.listed()).toBe(2);
  expect(it.input.getAttribute('aria-expanded')).toBe('true');
});

it('picks with the arrow keys and Enter', () => {
  const it = show('semar');
  it.type();
  it.press('ArrowDown');
  it.press('ArrowDown');
  it.press('Enter');
  expect(it.onpick).toHaveBeenCalledWith(options[1]);
  expect(it.listed()).toBe(0);
});

it('goes up from the field to the last', () => {
  const it = show('semar');
  it.press('ArrowUp');
  it.press('Enter');
  expect(it.onpick).toHaveBeenCalledWith(options[1]);
});

it('closes over a name typed to its end, and covers nothing', () => {
  const it = show('kota semarang');
  it.type();
  expect(it.listed()).toBe(0);
});

it('takes free text: Enter without a choice picks none', () => {
  const it = show('semar');
  it.type();
  it.press('Enter');
  expect(it.onpick).not.toHaveBeenCalled();
});

it('closes with Escape and on leaving', () => {
  const it = show('semar');
  it.type();
  it.press('Escape');
  expect(it.listed()).toBe(0);
  it.type();
  it.input.dispatchEvent(new FocusEvent('blur'));
  flushSync();
  expect(it.listed()).toBe(0);
  expect(it.onleave).toHaveBeenCalledOnce();
});
