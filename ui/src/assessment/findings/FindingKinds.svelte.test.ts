import { flushSync, mount, unmount } from 'svelte';
import { expect, it } from 'vitest';
import type { FindingKindView } from '../../ipc/bindings';
import FindingKinds from './FindingKinds.svelte';

it('opens what has a finding, and offers the rest', () => {
  const kinds: FindingKindView[] = Array.from({ length: 9 }, (_, at) => ({
    code: at === 0 ? 'field_missing' : `other_${at}`,
    severity: at < 3 ? 'blocking' : 'hint',
    n: 9 - at,
    n_inovasi: at % 2,
  }));
  const opened: string[] = [];
  const shown = mount(FindingKinds, {
    target: document.body,
    props: { kinds, onopen: (kind) => opened.push(kind.code) },
  });
  flushSync();
  const rows = () => [...document.querySelectorAll<HTMLButtonElement>('[data-test=finding-kind]')];
  expect(rows()).toHaveLength(7);
  expect(rows()[0]?.textContent).toContain('Isian kosong');
  rows()[0]?.click();
  expect(opened).toEqual(['field_missing']);
  document.querySelector<HTMLButtonElement>('[aria-expanded=false]')?.click();
  flushSync();
  expect(rows()).toHaveLength(9);
  void unmount(shown);
});
