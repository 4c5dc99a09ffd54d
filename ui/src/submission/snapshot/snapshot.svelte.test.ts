import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { act } from '../../ipc/act';
import { call } from '../../ipc/backend';
import type { RegistryView, SnapshotId, SnapshotView } from '../../ipc/bindings';
import { eachDesk, inovasi, reply } from '../../ipc/bridge/testing';
import { toasts } from '../../kit/toast.svelte';
import LookedAtBanner from '../../shell/LookedAtBanner.svelte';
import { Naming } from '../../shell/naming.svelte';
import SnapshotScreen from './SnapshotScreen.svelte';
import YearPanel from './YearPanel.svelte';

eachDesk();
let stop: (() => void)[] = [];

afterEach(() => {
  stop.forEach((each) => each());
  stop = [];
  toasts.list = [];
  document.body.replaceChildren();
});

const at = (test: string) => [...document.querySelectorAll<HTMLElement>(`[data-test="${test}"]`)];
const seen = (test: string, n = 1) =>
  vi.waitFor(() => {
    flushSync();
    expect(at(test).length, test).toBeGreaterThanOrEqual(n);
    return at(test)[0] as HTMLElement;
  });
const gone = (test: string) =>
  vi.waitFor(() => {
    flushSync();
    expect(at(test).length, test).toBe(0);
  });
const click = async (test: string) => {
  (await seen(test)).click();
  flushSync();
};
const type = async (test: string, text: string) => {
  const field = (await seen(test)) as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
};

const BLANK = {
  kept_at: null,
  person: 'Sri',
  size: 9,
  sent: false,
  tanggal_kirim: null,
  nomor_registrasi: null,
  alasan_buka: null,
  reopened_at: null,
  reopened_by: null,
};

async function show(what: Component<{ naming: Naming }> | Component<Record<string, never>>) {
  const registry = (await call('openRegistry')) as RegistryView;
  let naming: Naming | undefined;
  stop.push(
    $effect.root(() => {
      naming = new Naming(() => registry.instrument);
    }),
  );
  if (!naming) throw new Error('no naming');
  const shown = mount(what as Component<{ naming: Naming }>, { target: document.body, props: { naming } });
  stop.push(() => void unmount(shown));
  flushSync();
}

async function state() {
  await type('send-nama_lengkap', 'Sri Ayu Lestari');
  await type('send-jabatan', 'Kepala Bidang');
  await type('send-instansi', 'BRIDA Kota Semarang');
  await type('send-nomor_hp', '0812');
  await type('send-email', 'sri@semarang.go.id');
}

describe('the submission of the year', () => {
  it('is stated, asked about once where findings block it, sent, numbered later, and opened with a reason', async () => {
    await show(YearPanel);
    expect((await seen('year-chosen')).textContent).toContain('inovasi diusulkan');
    await click('year-send');
    await state();
    await type('send-email', '');
    await click('send-state');
    expect((await seen('send-error')).textContent).toContain('email');
    await type('send-email', 'sri@semarang.go.id');
    await click('send-state');
    await seen('send-question');
    await click('question-no');
    expect((await call('showSubmission')).snapshots).toHaveLength(0);
    await click('send-state');
    await click('question-yes');
    await gone('send-dialog');
    expect((await seen('year-sent')).textContent).toContain('Sri Ayu Lestari, Kepala Bidang, BRIDA Kota Semarang');

    const { sent } = await call('showSubmission');
    await act('editSnapshot', { snapshot: sent!, field: 'nomor_registrasi', value: 'IGA-1' });
    await vi.waitFor(() => expect((at('sent-nomor')[0] as HTMLInputElement).value).toBe('IGA-1'));

    await click('year-reopen');
    await type('reopen-alasan', 'salah');
    await click('reopen-accept');
    await vi.waitFor(() => expect(at('reopen-dialog')[0]?.textContent).toContain('Alasan perlu satu kalimat'));
    await type('reopen-alasan', 'Portal menolak satu berkas.');
    await click('reopen-accept');
    await gone('reopen-dialog');
    await click('year-send');
    // As last time.
    expect(((await seen('send-nama_lengkap')) as HTMLInputElement).value).toBe('Sri Ayu Lestari');
  });
});

describe('snapshots', () => {
  it('are kept under a name, compared with today, and looked into', async () => {
    await show(SnapshotScreen);
    await seen('snapshots-none');
    await type('keep-nama', 'Sebelum rapat');
    await click('keep-start');
    const row = await seen('snapshot');
    expect(row.textContent).toContain('Sebelum rapat');
    const id = await inovasi('Pak Rahman');
    await act('editInovasi', { id, field: 'kepanjangan', value: 'Berubah' });
    await click('snapshot-compare');
    const group = await seen('compare-group');
    expect(group.textContent).toContain('Berubah');
    expect(at('compare-summary')[0]?.textContent).toContain('1 isian');

    const { view } = await act('lookIntoSnapshot', { snapshot: (await call('showSubmission')).snapshots[0]!.id });
    expect(view.looked_at?.nama).toBe('Sebelum rapat');
    const then = (await call('showInovasi', { id })).profile.find((each) => each.field === 'kepanjangan');
    expect(then?.value).not.toBe('Berubah');
    await expect(act('editInovasi', { id, field: 'kepanjangan', value: 'Tidak' })).rejects.toMatchObject({
      reason: 'snapshot_read_only',
    });
    const banner = mount(LookedAtBanner, { target: document.body, props: { lookedAt: view.looked_at! } });
    stop.push(() => void unmount(banner));
    await click('looked-at-back');
    await vi.waitFor(async () => expect((await call('openRegistry'))?.looked_at).toBeNull());
  });

  it('tell where their bytes are not here', async () => {
    const view = await call('showSubmission');
    const kept = { ...view.statement, id: 'x' as SnapshotId, nama: 'Jauh', instrument: view.instrument };
    const away = { ...BLANK, ...kept, here: false, sound: true } satisfies SnapshotView;
    reply('showSubmission', () => ({
      ...view,
      snapshots: [away, { ...away, id: 'y' as SnapshotId, here: true, sound: false }],
    }));
    await show(SnapshotScreen);
    expect((await seen('snapshot-away')).textContent).toContain('Terima paket');
    expect(at('snapshot-unsound')).toHaveLength(1);
    expect(at('snapshot-open')).toHaveLength(0);
  });
});
