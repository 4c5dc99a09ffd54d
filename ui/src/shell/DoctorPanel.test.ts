import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import type { DoctorView } from '../ipc/bindings';
import { eachDesk, reply } from '../ipc/bridge/testing';
import DoctorPanel from './DoctorPanel.svelte';

eachDesk();
let made: Record<string, unknown> | undefined;
const at = (test: string) => document.querySelector<HTMLElement>(`[data-test="${test}"]`);

afterEach(() => {
  if (made) void unmount(made);
  document.body.replaceChildren();
});

async function checked() {
  at('doctor-run')!.click();
  await vi.waitFor(() => {
    flushSync();
    expect(at('doctor-result')).not.toBeNull();
  });
}

it('offers nothing to a registry that is healthy', async () => {
  made = mount(DoctorPanel, { target: document.body });
  flushSync();
  await checked();
  expect(at('doctor-result')!.dataset.healthy).toBe('true');
  expect(at('doctor-rebuild')).toBeNull();
});

it('tells what would be shown anew, does it, and shows how it is then', async () => {
  const view: DoctorView = {
    healthy: false,
    rebuildable: true,
    n_change: 9,
    n_inovasi: 1,
    n_bukti: 0,
    n_blob: 0,
    problems: [
      {
        code: 'doctor_shown',
        args: [
          { name: 'what', value: 'Pelita' },
          { name: 'n', value: '2' },
        ],
      },
    ],
    remarks: [],
  };
  reply('runDoctor', () => Promise.resolve(view));
  const rebuilt = reply('rebuildTables');
  made = mount(DoctorPanel, { target: document.body });
  flushSync();
  await checked();
  expect(at('doctor-result')!.textContent).toContain('Pelita, 2 nilai');
  at('doctor-rebuild')!.click();
  await vi.waitFor(() => {
    flushSync();
    expect(at('doctor-result')?.dataset.healthy).toBe('true');
  });
  expect(rebuilt).toHaveBeenCalledOnce();
  expect(at('doctor-rebuild')).toBeNull();
});
