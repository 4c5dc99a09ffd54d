import { flushSync, mount, tick, unmount } from 'svelte';
import { expect, it } from 'vitest';
import type { BuktiDesk } from './bukti.svelte';
import BuktiList from './BuktiList.svelte';

it('opens the field of a path where one can type at once', async () => {
  const desk = { others: () => [], over: null, attaching: null } as unknown as BuktiDesk;
  const shown = mount(BuktiList, {
    target: document.body,
    props: {
      desk,
      indikator: { id: 'satu', code: 'SID-1', file_types: [], maksimum_mb: null },
      answer: { bukti: [] },
      codeOf: (it) => it,
    },
  });
  flushSync();
  document.querySelector<HTMLButtonElement>('[data-test=bukti-path-open-satu]')?.click();
  await tick();
  expect(document.activeElement?.getAttribute('data-test')).toBe('bukti-path-satu');
  await unmount(shown);
});
