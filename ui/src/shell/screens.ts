// One row per screen: what draws it, where it stands in the rail, and what it is called.
import type { Component } from 'svelte';
import BerandaScreen from '../assessment/beranda/BerandaScreen.svelte';
import DaerahScreen from '../assessment/DaerahScreen.svelte';
import RulesScreen from '../assessment/rules/RulesScreen.svelte';
import VerificationScreen from '../assessment/verification/VerificationScreen.svelte';
import BuktiScreen from '../bukti/BuktiScreen.svelte';
import DuplicateScreen from '../inovasi/duplicate/DuplicateScreen.svelte';
import InovasiScreen from '../inovasi/InovasiScreen.svelte';
import PerangkatDaerahScreen from '../inovasi/perangkat_daerah/PerangkatDaerahScreen.svelte';
import WorkbookScreen from '../inovasi/workbook/WorkbookScreen.svelte';
import type { RegistryView } from '../ipc/bindings';
import BackupScreen from '../merge/backup/BackupScreen.svelte';
import MergeScreen from '../merge/MergeScreen.svelte';
import BestScreen from '../submission/best/BestScreen.svelte';
import DocumentScreen from '../submission/document/DocumentScreen.svelte';
import OfficialScreen from '../submission/official/OfficialScreen.svelte';
import OfficeScreen from '../submission/office/OfficeScreen.svelte';
import PortalScreen from '../submission/portal/PortalScreen.svelte';
import PublishScreen from '../submission/publish/PublishScreen.svelte';
import RemindScreen from '../submission/remind/RemindScreen.svelte';
import SimulationScreen from '../submission/simulation/SimulationScreen.svelte';
import SnapshotScreen from '../submission/snapshot/SnapshotScreen.svelte';
import StepsScreen from '../submission/steps/StepsScreen.svelte';
import SubmissionScreen from '../submission/SubmissionScreen.svelte';
import { t } from '../text/t.svelte';
import type { Naming } from './naming.svelte';
import SettingsScreen from './SettingsScreen.svelte';

/** What the shell hands to every screen; each takes what it needs. */
export interface ScreenProps {
  registry: RegistryView;
  naming: Naming;
  /** Opens the dialog that registers an inovasi. */
  onregister: () => void;
}

/** The places of the rail, in the officer's order. */
export const RAIL = [
  'beranda',
  'inovasi',
  'bukti',
  'verifikasi',
  'kotak-masuk',
  'pengajuan',
  'daerah',
  'pengaturan',
] as const;
export type RailId = (typeof RAIL)[number];

interface Screen {
  component: Component<never>;
  /** The place it is or stands under. */
  rail: RailId;
  title: () => string;
}

/** By the first part of the address. */
const SCREENS = {
  beranda: { component: BerandaScreen, rail: 'beranda', title: () => t().nav.beranda },
  inovasi: { component: InovasiScreen, rail: 'inovasi', title: () => t().nav.inovasi },
  bukti: { component: BuktiScreen, rail: 'bukti', title: () => t().nav.bukti },
  verifikasi: { component: VerificationScreen, rail: 'verifikasi', title: () => t().verification.nav },
  'kotak-masuk': { component: MergeScreen, rail: 'kotak-masuk', title: () => t().nav.kotakMasuk },
  pengajuan: { component: SubmissionScreen, rail: 'pengajuan', title: () => t().nav.pengajuan },
  daerah: { component: DaerahScreen, rail: 'daerah', title: () => t().nav.daerah },
  pengaturan: { component: SettingsScreen, rail: 'pengaturan', title: () => t().nav.pengaturan },
  'perangkat-daerah': { component: PerangkatDaerahScreen, rail: 'pengaturan', title: () => t().perangkatDaerah.title },
  cadangan: { component: BackupScreen, rail: 'pengaturan', title: () => t().backup.title },
  kembar: { component: DuplicateScreen, rail: 'inovasi', title: () => t().list.duplicate.check },
  impor: { component: WorkbookScreen, rail: 'inovasi', title: () => t().list.workbook.title },
  simulasi: { component: SimulationScreen, rail: 'pengajuan', title: () => t().simulation.title },
  aturan: { component: RulesScreen, rail: 'pengaturan', title: () => t().rules.title },
  'set-terbaik': { component: BestScreen, rail: 'pengajuan', title: () => t().steps.best.title },
  dokumen: { component: DocumentScreen, rail: 'pengajuan', title: () => t().document.title },
  'kertas-dinas': { component: OfficeScreen, rail: 'pengaturan', title: () => t().office.title },
  'hasil-resmi': { component: OfficialScreen, rail: 'pengajuan', title: () => t().official.title },
  potret: { component: SnapshotScreen, rail: 'pengajuan', title: () => t().snapshot.title },
  'isi-portal': { component: PortalScreen, rail: 'pengajuan', title: () => t().portal.title },
  pengingat: { component: RemindScreen, rail: 'pengajuan', title: () => t().remind.title },
  katalog: { component: PublishScreen, rail: 'pengajuan', title: () => t().publish.title },
  langkah: { component: StepsScreen, rail: 'pengajuan', title: () => t().steps.next.title },
} satisfies Record<string, Screen>;
export type ViewId = keyof typeof SCREENS;

export const VIEWS = Object.keys(SCREENS) as ViewId[];

/** An unknown address leads home. */
export function viewOf(address: string): ViewId {
  return VIEWS.find((each) => each === address) ?? 'beranda';
}

export function screenOf(view: ViewId): Screen {
  return SCREENS[view];
}
