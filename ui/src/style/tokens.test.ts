import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('src/style/tokens.css', 'utf8');

type Pair = { light: string; dark: string };

const tokens = new Map<string, Pair>();
for (const [, name, light, dark] of css.matchAll(/--ina-([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)) {
  if (name && light && dark) tokens.set(name, { light, dark });
}

const TEXTS: [text: string, on: string[]][] = [
  ['text', ['canvas', 'surface', 'sunken', 'raised', 'hover', 'selected', 'primary-soft']],
  ['text-quiet', ['canvas', 'surface', 'sunken', 'raised', 'hover', 'selected', 'primary-soft']],
  ['text-faint', ['canvas', 'surface', 'sunken', 'raised', 'hover', 'selected']],
  ['text-on-primary', ['primary', 'primary-hover']],
  ['primary-text', ['canvas', 'surface', 'raised', 'selected', 'primary-soft', 'hover']],
  ['positive', ['surface', 'positive-soft']],
  ['warning', ['surface', 'warning-soft', 'selected']],
  ['negative', ['surface', 'raised', 'negative-soft', 'selected', 'hover']],
];

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  const pairs = TEXTS.flatMap(([text, on]) => on.map((ground) => [text, ground] as const));
  it.each(pairs)('%s can be read on %s', (text, ground) =>
    expect(contrast(text, ground, theme)).toBeGreaterThanOrEqual(4.5),
  );
  it.each(['surface', 'canvas', 'raised'])('the border of a control is seen on %s', (ground) =>
    expect(contrast('line-strong', ground, theme)).toBeGreaterThanOrEqual(2.9),
  );
});

it('gives every token a comment', () => {
  const bare = css.split('\n').filter((line) => /^\s*--ina-/.test(line) && !line.includes('/*'));
  expect(bare).toEqual([]);
});

function contrast(text: string, ground: string, theme: keyof Pair): number {
  const [a, b] = [text, ground].map((name) => luminance(tokens.get(name)?.[theme] ?? ''));
  const [high, low] = [Math.max(a ?? 0, b ?? 0), Math.min(a ?? 0, b ?? 0)];
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
