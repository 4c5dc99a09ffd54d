// Asking the system for a path. Without Rust behind, sample paths are answered.
import { open, save } from '@tauri-apps/plugin-dialog';
import { isReal } from './backend';

type Filter = { name: string; extensions: string[] };

/** Files to read; empty when the officer thinks better of it. */
export async function pickFiles(filters: Filter[] = []): Promise<string[]> {
  if (!isReal()) return ['/home/brida/Dokumen/SK Wali Kota 050-412 Tahun 2024.pdf'];
  return (await open({ multiple: true, directory: false, filters })) ?? [];
}

/** One file to read. */
export async function pickFile(filters: Filter[] = []): Promise<string | null> {
  if (!isReal()) return `/home/brida/Dokumen/contoh.${filters[0]?.extensions[0] ?? 'pdf'}`;
  return open({ multiple: false, directory: false, filters });
}

/** One folder to read. */
export async function pickFolder(): Promise<string | null> {
  if (!isReal()) return '/home/brida/Dokumen/pengajuan-iga';
  return open({ multiple: false, directory: true });
}

/** Where to write; the program creates it. */
export async function pickTarget(suggested: string, filters: Filter[] = []): Promise<string | null> {
  if (!isReal()) return suggested;
  return save({ defaultPath: suggested, filters });
}
