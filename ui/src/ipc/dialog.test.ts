import { afterEach, describe, expect, it } from 'vitest';
import { mayReplace, pickTarget, usePicker } from './dialog';

afterEach(() => usePicker(null));

describe('a file may be replaced', () => {
  it('once, and only the one that the dialog has asked about', async () => {
    usePicker({ target: () => Promise.resolve('/dokumen/rekap.xlsx') });
    expect(mayReplace('/dokumen/rekap.xlsx')).toBe(false);
    await pickTarget('/dokumen/usulan.xlsx');
    expect(mayReplace('/dokumen/rekap.xlsx')).toBe(true);
    expect(mayReplace('/dokumen/rekap.xlsx')).toBe(false);
    await pickTarget('/dokumen/usulan.xlsx');
    expect(mayReplace('/dokumen/lain.xlsx')).toBe(false);
  });

  it('never after the officer has thought better of it', async () => {
    usePicker({ target: () => Promise.resolve(null) });
    await pickTarget('/dokumen/rekap.xlsx');
    expect(mayReplace('/dokumen/rekap.xlsx')).toBe(false);
  });
});
