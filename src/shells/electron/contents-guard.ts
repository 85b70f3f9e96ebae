import type { KeyInput } from './keys.ts';
import { isKeyAllowed } from './keys.ts';
import { isPageUrl } from './page-origin.ts';

interface Stoppable {
  preventDefault(): void;
}
type StoppableUrl = Stoppable & { readonly url: string };

/** The part of `WebContents` that is guarded. */
export interface GuardableContents {
  on(event: 'will-navigate', listener: (details: StoppableUrl) => void): unknown;
  on(event: 'will-frame-navigate', listener: (details: StoppableUrl) => void): unknown;
  on(event: 'will-redirect', listener: (details: StoppableUrl) => void): unknown;
  on(event: 'will-attach-webview', listener: (event: Stoppable) => void): unknown;
  on(event: 'will-prevent-unload', listener: (event: Stoppable) => void): unknown;
  on(event: 'before-input-event', listener: (event: Stoppable, input: KeyInput) => void): unknown;
  on(event: 'login', listener: (event: Stoppable) => void): unknown;
  on(event: 'select-bluetooth-device', listener: (event: Stoppable) => void): unknown;
  on(event: 'did-finish-load', listener: () => void): unknown;
  setWindowOpenHandler(handler: () => { action: 'deny' }): void;
  setVisualZoomLevelLimits(minimum: number, maximum: number): Promise<void>;
}

/**
 * Keeps any web contents, whoever made it, on our page (rules E-11 to E-14, E-31, E-38, E-52): no navigation elsewhere, no new
 * windows, no webview, no dialogs of the browser, no keys but those that one types with, no pinch zoom.
 */
export function guardContents(contents: GuardableContents): void {
  const stayHere = (details: StoppableUrl): void => {
    if (!isPageUrl(details.url)) details.preventDefault();
  };
  const refuse = (event: Stoppable): void => event.preventDefault();
  contents.on('will-navigate', stayHere);
  contents.on('will-frame-navigate', stayHere);
  contents.on('will-redirect', stayHere);
  contents.on('will-attach-webview', refuse);
  // "Prevented" here means: the page may not hold on to itself with a dialog.
  contents.on('will-prevent-unload', refuse);
  contents.on('login', refuse);
  contents.on('select-bluetooth-device', refuse);
  contents.on('before-input-event', (event, input) => {
    if (!isKeyAllowed(input)) event.preventDefault();
  });
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('did-finish-load', () => {
    // Rejects only when the page is gone already.
    contents.setVisualZoomLevelLimits(1, 1).catch(() => undefined);
  });
}
