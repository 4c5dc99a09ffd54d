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
export function pickTarget(suggested: string, filters: Filter[] = []): Promise<string | null> {
  return picker.target(suggested, filters);
}
