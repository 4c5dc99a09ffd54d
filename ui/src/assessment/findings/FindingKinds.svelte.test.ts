import { flushSync, mount, unmount } from 'svelte';
import { expect, it } from 'vitest';
import { call } from '../../ipc/backend';
import { eachDesk } from '../../ipc/bridge/testing';
import FindingKinds from './FindingKinds.svelte';

eachDesk();

it('opens what has a finding, and offers the rest', async () => {
  const { findings } = await call('showBeranda');
  expect(findings.length).toBeGreaterThan(7);
  const opened: string[] = [];
  const shown = mount(FindingKinds, {
    target: document.body,
    props: { kinds: findings, onopen: (kind) => opened.push(kind.code) },
  });
  flushSync();
  const rows = () => [...document.querySelectorAll<HTMLButtonElement>('[data-test=finding-kind]')];
  expect(rows()).toHaveLength(7);
  const at = findings.findIndex((kind) => kind.code === 'field_missing');
  expect(rows()[at]?.textContent).toContain('Isian kosong');
  rows()[at]?.click();
  expect(opened).toEqual(['field_missing']);
  document.querySelector<HTMLButtonElement>('[aria-expanded=false]')?.click();
  flushSync();
  expect(rows().map((row) => row.dataset.code)).toEqual(findings.map((kind) => kind.code));
  await unmount(shown);
});
