// Asking for the search field of the catalogue from anywhere.
import { go, route } from './route.svelte';

let asked = $state(false);

export function askSearch(): void {
  if (route().view !== 'inovasi') go('#/inovasi');
  asked = true;
}

/** True once for each time that somebody asked. */
export function takeSearch(): boolean {
  const was = asked;
  asked = false;
  return was;
}
