// How this person likes the window to look; stays on this laptop.
import { keep, recall } from '../kit/remember';
import { language, speak, type Language } from '../text/t.svelte';

export type Theme = 'light' | 'dark' | 'system';
const THEME = 'prakarsa.theme';
const LANGUAGE = 'prakarsa.language';

let chosen = $state<Theme>('system');

export function theme(): Theme {
  return chosen;
}

export function chooseTheme(next: Theme): void {
  chosen = next;
  document.documentElement.dataset.theme = next;
  keep(THEME, next);
}

export function chooseLanguage(next: Language): void {
  speak(next);
  keep(LANGUAGE, next);
}

/** Takes up what was chosen last time. */
export function restorePreferences(): void {
  const theme = recall(THEME);
  chooseTheme(theme === 'light' || theme === 'dark' ? theme : 'system');
  speak(recall(LANGUAGE) === 'en' ? 'en' : language());
}
