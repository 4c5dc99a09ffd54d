// Where a finding is put right.
import { inovasiOf } from '../ipc/ids';
import type { FindingView } from '../ipc/bindings';
import { go, inovasiHref, type WorksheetTab } from './route.svelte';
import type { Naming } from './naming.svelte';

export function openFinding(finding: FindingView, naming: Naming): void {
  const about = finding.about ?? undefined;
  const id = inovasiOf(finding.subject);
  if (id) go(inovasiHref(id, tabOf(about, naming), about));
  else if (finding.subject === 'daerah') go(about ? `#/daerah/${encodeURIComponent(about)}` : '#/daerah');
  else if (finding.subject.startsWith('perangkat_daerah:')) go('#/perangkat-daerah');
  else go('#/inovasi');
}

/** The part of the worksheet where a field, an indikator or a note is filled in. */
export function tabOf(about: string | undefined, naming: Naming): WorksheetTab {
  if (about === 'growth_note') return 'tahun';
  return about && naming.isIndikator(about) ? 'indikator' : 'profil';
}

/** True for what is said of files and what they prove. */
export function isAboutBukti(finding: FindingView, naming: Naming): boolean {
  return finding.subject.startsWith('bukti:') || (finding.about !== null && naming.isIndikator(finding.about));
}
