// Which rows of a long list are on screen. Rows have one height.

export type Window = { first: number; last: number };

/** Rows in view with a few to spare on both sides; `last` is exclusive. */
export function windowOf(scrollTop: number, height: number, rowHeight: number, total: number, spare = 6): Window {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - spare);
  const last = Math.min(total, Math.ceil((scrollTop + height) / rowHeight) + spare);
  return { first: Math.min(first, last), last };
}

/** Offsets of the pages that hold a window. */
export function pagesOf(window: Window, limit: number): number[] {
  const pages: number[] = [];
  for (let offset = Math.floor(window.first / limit) * limit; offset < window.last; offset += limit) pages.push(offset);
  return pages;
}

/** The scroll position that brings a row into view, moving as little as possible. */
export function reveal(index: number, scrollTop: number, height: number, rowHeight: number): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  if (top + rowHeight > scrollTop + height) return top + rowHeight - height;
  return scrollTop;
}

/** The row a key leads to, or `null` when the key means nothing here. */
export function step(key: string, active: number, total: number, page: number): number | null {
  const last = total - 1;
  if (last < 0) return null;
  const moves: Record<string, number> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: last,
  };
  const target = moves[key];
  return target === undefined ? null : Math.max(0, Math.min(last, target));
}
