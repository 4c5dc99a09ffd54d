// Files that nobody has looked at yet, after an update of the program.
import { act } from '../ipc/act';
import type { RegistryView } from '../ipc/bindings';
import { jobs } from '../ipc/jobs.svelte';
import { tell } from '../kit/refusal';

/** Looks at them, once the registry is open. */
export async function lookAtBukti(registry: RegistryView): Promise<void> {
  if (!registry.has_unseen) return;
  await jobs
    .follow(
      (watch) => act('lookAtBukti', watch),
      () => undefined,
    )
    .catch(tell);
}
