import type { WebPreferences } from 'electron';

/**
 * How a view that shows the page is made (rules E-02 to E-04, E-06, E-08 to E-12, E-30). Each line is written out even where it
 * is Electron's default, so that a change of a default changes nothing here. `partition` is in memory: it has no `persist:`.
 */
export function pagePreferences(preload: string, partition: string): WebPreferences {
  return {
    preload,
    partition,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    devTools: false,
    disableDialogs: true,
    safeDialogs: true,
    navigateOnDragDrop: false,
    spellcheck: false,
    // Whoever plugs in a headset is spoken to before they have touched anything.
    autoplayPolicy: 'no-user-gesture-required',
    backgroundThrottling: false,
  };
}
