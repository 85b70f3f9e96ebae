import { type Bridge, createBridge } from './bridge.ts';
import { browserClock } from './browser-clock.ts';
import { messagePortDial, type PasilloShell } from './message-port-link.ts';
import { webSocketDial } from './web-socket-link.ts';

declare global {
  interface Window {
    /** Present in the desktop shell only; put there by its preload script. */
    readonly pasillo?: PasilloShell;
  }
}

/** The bridge of this page: over the desktop shell's port where there is one, else over a WebSocket to the page's origin. */
export function connectStation(): Bridge {
  return createBridge({
    dial: window.pasillo === undefined ? webSocketDial(window.location) : messagePortDial(window.pasillo, window),
    clock: browserClock,
    random: Math.random,
    onFault: (error) => reportError(error),
  });
}
