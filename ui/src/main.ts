import '@fontsource-variable/inter/wght.css';
import './style/tokens.css';
import './style/reset.css';
import './style/type.css';
import './style/control.css';
import './style/table.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { followOthers } from './ipc/side';
import { tellPainted } from './ipc/window';
import { restorePreferences } from './shell/preferences.svelte';

if (import.meta.env.MODE === 'mock') {
  const { useBridge } = await import('./ipc/bridge/browser');
  await useBridge(location.search);
}

restorePreferences();
followOthers();
const target = document.getElementById('app');
if (target) mount(App, { target });
tellPainted();
