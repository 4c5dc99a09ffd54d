// Asking a person for a path. The shell opens the system's dialog and remembers what was
// chosen: no other path means anything to a command. In tests and in a browser, somebody
// else picks.
import { call } from './backend';
import type { FileFilter, Handed, PickKind } from './bindings';

const ask = (kind: PickKind, filters: FileFilter[] = [], suggested: Handed | null = null) =>
  call('pickPaths', { kind, filters, suggested });
const first = (paths: Handed[]) => paths[0] ?? null;

const system = {
  files: (filters: FileFilter[]) => ask('files', filters),
  file: async (filters: FileFilter[]) => first(await ask('file', filters)),
  folder: async () => first(await ask('folder')),
  target: async (suggested: Handed | null, filters: FileFilter[]) => first(await ask('target', filters, suggested)),
};

export type Picker = typeof system;

let picker: Picker = system;

/** Puts somebody in the system's place; `null` gives it back. */
export function usePicker(next: Partial<Picker> | null): void {
  picker = { ...system, ...next };
}

/** Files to read; empty when the officer thinks better of it. */
export function pickFiles(filters: FileFilter[] = []): Promise<Handed[]> {
  return picker.files(filters);
}

/** What offices call files with tables; what one is, its bytes say when it is read. */
const TABLES: FileFilter = {
  name: 'XLSX, XLS, ODS, CSV, DOCX, HTML',
  extensions: [
    ...['xlsx', 'xlsm', 'xls', 'ods', 'fods', 'csv', 'tsv', 'txt', 'xml', 'docx'],
    ...['html', 'htm', 'mht', 'mhtml'],
  ],
};

/** One file with tables to read. */
export function pickTables(): Promise<Handed | null> {
  return pickFile([TABLES]);
}

/** One file to read. */
export function pickFile(filters: FileFilter[] = []): Promise<Handed | null> {
  return picker.file(filters);
}

/** One folder to read. */
export function pickFolder(): Promise<Handed | null> {
  return picker.folder();
}

/** Where to write; the program creates it. */
export async function pickTarget(suggested: Handed | null, filters: FileFilter[] = []): Promise<Handed | null> {
  const path = await picker.target(suggested, filters);
  asked = path;
  return path;
}

/** What the system's dialog has asked about last: it asks before a file is replaced. */
let asked: Handed | null = null;

/** Whether a file at this path may be replaced: the person was asked about exactly this one, for one writing. */
export function mayReplace(path: Handed): boolean {
  const may = path === asked;
  asked = null;
  return may;
}
