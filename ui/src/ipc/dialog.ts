// Asking the system for a path. In tests and in a browser, somebody else picks.
import { open, save } from '@tauri-apps/plugin-dialog';

type Filter = { name: string; extensions: string[] };

const system = {
  files: async (filters: Filter[]) => (await open({ multiple: true, directory: false, filters })) ?? [],
  file: (filters: Filter[]) => open({ multiple: false, directory: false, filters }),
  folder: () => open({ multiple: false, directory: true }),
  target: (defaultPath: string, filters: Filter[]) => save({ defaultPath, filters }),
};

export type Picker = typeof system;

let picker: Picker = system;

/** Puts somebody in the system's place; `null` gives it back. */
export function usePicker(next: Partial<Picker> | null): void {
  picker = { ...system, ...next };
}

/** Files to read; empty when the officer thinks better of it. */
export function pickFiles(filters: Filter[] = []): Promise<string[]> {
  return picker.files(filters);
}

/** One file to read. */
export function pickFile(filters: Filter[] = []): Promise<string | null> {
  return picker.file(filters);
}

/** One folder to read. */
export function pickFolder(): Promise<string | null> {
  return picker.folder();
}

/** Where to write; the program creates it. */
export async function pickTarget(suggested: string, filters: Filter[] = []): Promise<string | null> {
  const path = await picker.target(suggested, filters);
  asked = path;
  return path;
}

/** What the system's dialog has asked about last: it asks before a file is replaced. */
let asked: string | null = null;

/** Whether a file at this path may be replaced: the person was asked about exactly this one, for one writing. */
export function mayReplace(path: string): boolean {
  const may = path === asked;
  asked = null;
  return may;
}
