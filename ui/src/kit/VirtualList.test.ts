import { createRawSnippet, flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import type { Window } from './virtual';
import VirtualList from './VirtualList.svelte';

let list: ReturnType<typeof mount> | undefined;
afterEach(() => {
  if (list) void unmount(list);
  document.body.innerHTML = '';
});

function show(total: number) {
  const opened: number[] = [];
  const windows: Window[] = [];
  const row = createRawSnippet((index: () => number) => ({ render: () => `<span role="gridcell">${index()}</span>` }));
  list = mount(VirtualList, {
    target: document.body,
    props: {
      total,
      rowHeight: 40,
      label: 'daftar',
      active: 0,
      row,
      onopen: (index) => opened.push(index),
      onwindow: (window) => windows.push(window),
    },
  });
  flushSync();
  const grid = document.querySelector<HTMLElement>('[role=grid]');
  if (!grid) throw new Error('no grid');
  const press = (key: string) => {
    grid.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    flushSync();
  };
  return { grid, opened, windows, press };
}

describe('a list of 184,000 rows', () => {
  it('draws only what is on screen', () => {
    const { grid, windows } = show(184_000);
    expect(grid.querySelectorAll('[role=row]').length).toBeLessThan(40);
    expect(grid.getAttribute('aria-rowcount')).toBe('184000');
    expect(windows.at(-1)?.first).toBe(0);
  });

  it('draws other rows after scrolling', () => {
    const { grid } = show(184_000);
    grid.scrollTop = 40 * 100_000;
    grid.dispatchEvent(new Event('scroll'));
    flushSync();
    expect(grid.textContent).toContain('100000');
  });

  it('moves and opens by keyboard', () => {
    const { grid, opened, press } = show(100);
    press('ArrowDown');
    press('ArrowDown');
    expect(grid.getAttribute('aria-activedescendant')).toMatch(/-2$/);
    press('Enter');
    expect(opened).toEqual([2]);
  });
});

describe('rows that can be chosen', () => {
  function choosing() {
    const told: string[] = [];
    const row = createRawSnippet((index: () => number) => ({
      render: () => `<span role="gridcell">${index()}</span>`,
    }));
    list = mount(VirtualList, {
      target: document.body,
      props: {
        total: 50,
        rowHeight: 40,
        label: 'daftar',
        active: 3,
        row,
        onopen: (index) => told.push(`open ${index}`),
        onselect: (index, range, from) => told.push(`${range ? 'range' : 'choose'} ${index} from ${from}`),
        onall: () => told.push('all'),
      },
    });
    flushSync();
    const grid = document.querySelector<HTMLElement>('[role=grid]');
    if (!grid) throw new Error('no grid');
    const press = (key: string, more: KeyboardEventInit = {}) => {
      grid.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...more }));
      flushSync();
    };
    const click = (index: number, more: MouseEventInit = {}) => {
      document
        .querySelectorAll('[role=row]')
        .item(index)
        ?.dispatchEvent(new MouseEvent('click', { bubbles: true, ...more }));
      flushSync();
    };
    return { grid, told, press, click };
  }

  it('are chosen by Space and opened by Enter', () => {
    const { grid, told, press } = choosing();
    expect(grid.getAttribute('aria-multiselectable')).toBe('true');
    press(' ');
    press('Enter');
    expect(told).toEqual(['choose 3 from 3', 'open 3']);
  });

  it('are chosen as a range by Shift and a move', () => {
    const { told, press } = choosing();
    press('ArrowDown', { shiftKey: true });
    press('ArrowDown', { shiftKey: true });
    press('ArrowUp', { shiftKey: true });
    press('ArrowDown');
    expect(told).toEqual(['range 4 from 3', 'range 5 from 4', 'range 4 from 5']);
  });

  it('are chosen by clicks with Shift and Ctrl, opened by others', () => {
    const { told, click } = choosing();
    click(5, { ctrlKey: true });
    click(2, { shiftKey: true });
    click(1);
    expect(told).toEqual(['choose 5 from 3', 'range 2 from 5', 'open 1']);
  });

  it('are all chosen by Ctrl+A, and Ctrl with anything else is not ours', () => {
    const { told, press } = choosing();
    press('a', { ctrlKey: true });
    press('ArrowDown', { ctrlKey: true });
    expect(told).toEqual(['all']);
  });
});
