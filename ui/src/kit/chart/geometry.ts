// Where the parts of a chart stand, as plain numbers. Widths are percent of the
// drawing, so that it fits any place without being measured.

/** What share of the whole a value is, 0 to 100; what is no number is 0. */
export function share(value: number, whole: number): number {
  const part = (value / whole) * 100;
  return Number.isFinite(part) ? Math.max(0, Math.min(100, part)) : 0;
}

/** A round number at or above the greatest value, for the end of a scale. */
export function scaleEnd(values: number[]): number {
  const most = Math.max(0, ...values.filter(Number.isFinite));
  if (most === 0) return 1;
  const step = 10 ** Math.floor(Math.log10(most));
  const round = [1, 2, 2.5, 5, 10].map((times) => times * step).find((end) => end >= most - step * 1e-9);
  return round ?? most;
}

export type Bar = { x: number; width: number };

/** Bars that begin at 0, one within the other: of a whole, and of what stands of it. */
export function nested(values: number[], whole: number): Bar[] {
  return values.map((value) => ({ x: 0, width: share(value, whole) }));
}

export type Band = { nama: string; x: number; width: number };

/** Bands of a scale from the lowest to the highest, without the hairs between them. */
export function bands(all: { nama: string; minimum: number; maksimum: number }[], end = 100): Band[] {
  const sorted = [...all].sort((a, b) => a.minimum - b.minimum);
  return (
    sorted
      .map((each, at) => {
        const x = share(each.minimum, end);
        return { nama: each.nama, x, width: share(sorted[at + 1]?.minimum ?? end, end) - x };
      })
      // The band of the 0 alone has no room of its own.
      .filter((each) => each.width > 0.5)
  );
}

export type Seats = { filled: number; empty: number; each: number };

/** At most `most` seats are drawn; beyond, one stands for several. */
export function seats(filled: number, divisor: number, most = 60): Seats {
  const all = Math.max(filled, divisor, 0);
  const each = Math.max(1, Math.ceil(all / most));
  const drawn = Math.ceil(all / each);
  // A seat that is wholly or partly taken is drawn as taken, an empty one never.
  const full = Math.min(Math.ceil(Math.max(0, filled) / each), filled < all ? drawn - 1 : drawn);
  return { filled: full, empty: drawn - full, each };
}

export type Column = { x: number; width: number; y: number; height: number };

/** Columns side by side in a drawing of so many pixels' height; 0 is a line of 1. */
export function columns(values: number[], height: number, gap = 0.25): Column[] {
  const most = Math.max(1, ...values);
  const room = 100 / Math.max(1, values.length);
  return values.map((value, at) => {
    const tall = Math.max(1, (Math.max(0, value) / most) * height);
    return { x: room * (at + gap / 2), width: room * (1 - gap), y: height - tall, height: tall };
  });
}
