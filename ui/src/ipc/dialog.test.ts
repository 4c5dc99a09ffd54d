import { afterEach, describe, expect, it } from 'vitest';
import type { Handed } from './bindings';
import { mayReplace, pickTarget, usePicker } from './dialog';

const REKAP = '/dokumen/rekap.xlsx' as Handed;

afterEach(() => usePicker(null));

describe('a file may be replaced', () => {
  it('once, and only the one that the dialog has asked about', async () => {
    usePicker({ target: () => Promise.resolve(REKAP) });
    expect(mayReplace(REKAP)).toBe(false);
    await pickTarget(null);
    expect(mayReplace(REKAP)).toBe(true);
    expect(mayReplace(REKAP)).toBe(false);
    await pickTarget(null);
    expect(mayReplace('/dokumen/lain.xlsx' as Handed)).toBe(false);
  });

  it('never after the officer has thought better of it', async () => {
    usePicker({ target: () => Promise.resolve(null) });
    await pickTarget(REKAP);
    expect(mayReplace(REKAP)).toBe(false);
  });
});
