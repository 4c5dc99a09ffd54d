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
