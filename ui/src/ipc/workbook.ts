// The commands about workbooks, written by hand until `bindings.ts` is generated
// with them: then this file goes, and its types come from there.
import { Channel, invoke } from '@tauri-apps/api/core';
import type { IpcError, NamedView, NoticeView, Outcome, Progress } from './bindings';

type Result<T> = { status: 'ok'; data: T } | { status: 'error'; error: IpcError };

async function result<T>(asked: Promise<T>): Promise<Result<T>> {
  try {
    return { status: 'ok', data: await asked };
  } catch (cause) {
    if (cause instanceof Error) throw cause;
    return { status: 'error', error: cause as IpcError };
  }
}

export const workbookCommands = {
  inspectWorkbook: (path: string) => result<WorkbookView>(invoke('inspect_workbook', { path })),
  importWorkbook: (req: ImportWorkbook, dryRun: boolean, onProgress: Channel<Progress>) =>
    result<Outcome<WorkbookImportView>>(invoke('import_workbook', { req, dryRun, onProgress })),
  exportWorkbook: (req: ExportWorkbook, onProgress: Channel<Progress>) =>
    result<WorkbookReceipt>(invoke('export_workbook', { req, onProgress })),
  suggestWorkbookPath: (kind: string, ending: string) => result<string>(invoke('suggest_workbook_path', { kind, ending })),
};

/** What is taken from a workbook, and how its columns are meant. */
export type ImportWorkbook = {
  path: string;
  /** The first that seems to be a recap when absent; a form of ours needs none. */
  sheet: string | null;
  /** Number of the last row of the header; 0 with no columns: as guessed. */
  header_row: number;
  columns: WorkbookColumn[];
  /** Whether to know these columns again under the same headings. */
  remember: boolean;
  /** Whether a form's value wins over one that was changed here meanwhile. */
  take_diverged: boolean;
};

export type WorkbookColumn = { at: number; key: string };

export type ExportWorkbook = {
  out: string;
  /** Ids of inovasi; all when empty. */
  ids: string[];
  /** `form`: to be filled in and taken back; `recap`: to be read. */
  kind: string;
};

/** What a workbook holds, before anything is taken from it. */
export type WorkbookView = {
  path: string;
  /** Whether it is a form that this program wrote: nothing needs to be mapped. */
  own: boolean;
  sheets: WorkbookSheetView[];
  targets: TargetView[];
  remarks: NoticeView[];
};

export type WorkbookSheetView = {
  nama: string;
  hidden: boolean;
  /** Number of the last row of the header; 0: none was found. */
  header_row: number;
  columns: WorkbookColumnView[];
  n_row: number;
  remembered: boolean;
};

export type WorkbookColumnView = {
  at: number;
  letter: string;
  header: string;
  target: string | null;
  /** Whether a person need not look twice. */
  sure: boolean;
  examples: string[];
};

/** Something that a column can mean; `group` is `profil` or `indikator`. */
export type TargetView = { key: string; label: string; group: string };

/** What was taken from a workbook, or would be; lists hold at most a thousand. */
export type WorkbookImportView = {
  dry_run: boolean;
  own: boolean;
  n_new: number;
  n_changed: number;
  n_unchanged: number;
  n_refused: number;
  n_diverged: number;
  n_missing: number;
  changes: WorkbookChange[];
  refused: WorkbookRefusal[];
  diverged: WorkbookDiverged[];
  added: WorkbookAdded[];
  missing: NamedView[];
  skipped: WorkbookSkipped[];
};

export type WorkbookChange = {
  sheet: string;
  row: number;
  subject: string;
  nama: string;
  field: string;
  label: string;
  before: string | null;
  after: string | null;
};

export type WorkbookRefusal = {
  sheet: string;
  row: number;
  nama: string;
  /** Letter of the column; blank for a row. */
  column: string;
  label: string;
  value: string;
  /** Key under `error.`. */
  reason: NoticeView;
};

export type WorkbookDiverged = {
  sheet: string;
  row: number;
  subject: string;
  nama: string;
  label: string;
  was: string | null;
  stands: string | null;
  wanted: string | null;
};

export type WorkbookAdded = { sheet: string; row: number; subject: string; nama: string };
export type WorkbookSkipped = { kind: string; n: number };

export type WorkbookReceipt = {
  path: string;
  n_inovasi: number;
  /** Bytes. */
  size: number | null;
  sha256: string;
  remarks: NoticeView[];
};
