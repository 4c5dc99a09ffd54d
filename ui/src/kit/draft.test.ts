import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refusal } from '../text/refusal';
import { Draft } from './draft.svelte';
import { saving } from './saving.svelte';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function field(initial = '', refuse: (text: string) => boolean = () => false) {
  let stored = initial;
  const sent: string[] = [];
  const save = async (text: string) => {
    sent.push(text);
    await new Promise((wake) => setTimeout(wake, 20));
    if (refuse(text)) throw new Refusal('invalid', 'date_unreadable');
    stored = text;
  };
  const draft = new Draft({ read: () => stored, save });
  return { draft, sent, stored: () => stored, restore: (text: string) => (stored = text) };
}

describe('a field that saves itself', () => {
  it('waits for a pause of 600 ms', async () => {
    const { draft, sent } = field();
    draft.focus();
    draft.type('Pak');
    await vi.advanceTimersByTimeAsync(500);
    draft.type('Pak Rahman');
    await vi.advanceTimersByTimeAsync(599);
    expect(sent).toEqual([]);
    expect(saving.state).toBe('editing');
    await vi.advanceTimersByTimeAsync(1);
    expect(saving.state).toBe('saving');
    await vi.advanceTimersByTimeAsync(20);
    expect(sent).toEqual(['Pak Rahman']);
    expect(saving.state).toBe('saved');
    expect(saving.savedAt).toBeInstanceOf(Date);
  });

  it('keeps a blank typed before a pause, also when no focus event came', async () => {
    let stored = '';
    const draft = new Draft({ read: () => stored, save: async (text) => void (stored = text.trim()) });
    draft.type('Kecamatan ');
    await vi.advanceTimersByTimeAsync(700);
    expect(stored).toBe('Kecamatan');
    expect(draft.text).toBe('Kecamatan ');
    draft.type(`${draft.text}Tembalang`);
    await draft.blur();
    expect(stored).toBe('Kecamatan Tembalang');
    expect(draft.text).toBe('Kecamatan Tembalang');
  });

  it('saves at once when left', async () => {
    const { draft, sent } = field();
    draft.focus();
    draft.type('x');
    void draft.blur();
    expect(sent).toEqual(['x']);
    await vi.advanceTimersByTimeAsync(20);
    expect(draft.dirty).toBe(false);
  });

  it('does not send what did not change', async () => {
    const { draft, sent } = field('sama');
    draft.type('lain');
    draft.type('sama');
    await draft.flush();
    expect(sent).toEqual([]);
    expect(saving.state).toBe('saved');
  });

  it('is flushed with all others before the window closes', async () => {
    const [one, two] = [field(), field()];
    one.draft.type('1');
    two.draft.type('2');
    const flushed = saving.flush();
    await vi.advanceTimersByTimeAsync(20);
    await flushed;
    expect([one.stored(), two.stored()]).toEqual(['1', '2']);
  });

  it('sends what was typed while it was saving', async () => {
    const { draft, sent } = field();
    draft.type('a');
    const flushed = draft.flush();
    await vi.advanceTimersByTimeAsync(5);
    draft.type('ab');
    await vi.advanceTimersByTimeAsync(1000);
    await flushed;
    expect(sent).toEqual(['a', 'ab']);
    expect(draft.dirty).toBe(false);
  });

  it('keeps a refused text with its reason until it is corrected', async () => {
    const { draft, stored } = field('2024', (text) => text === 'besok');
    draft.type('besok');
    void draft.blur();
    await vi.advanceTimersByTimeAsync(20);
    expect(draft.text).toBe('besok');
    expect(draft.refusal).toBeInstanceOf(Refusal);
    expect(saving.state).toBe('refused');
    draft.sync('2024');
    expect(draft.text).toBe('besok');
    draft.type('2025');
    expect(draft.refusal).toBeUndefined();
    void draft.blur();
    await vi.advanceTimersByTimeAsync(20);
    expect(stored()).toBe('2025');
    expect(saving.state).toBe('saved');
  });

  it('takes a value from elsewhere only when nobody types', () => {
    const { draft, restore } = field('lama');
    restore('baru');
    draft.focus();
    draft.sync('baru');
    expect(draft.text).toBe('lama');
    void draft.blur();
    draft.sync('baru');
    expect(draft.text).toBe('baru');
  });
});
