import { PAGE_ORIGIN } from './page-origin.ts';

/** The channels between the preload script and the main process; there are no others. */
export const REQUEST_PORT = 'pasillo:request-port';
export const PORT_READY = 'pasillo:port';

/** The frame that sent a message: only its identity and its origin matter. */
export interface SenderFrame {
  readonly origin: string;
}

/** A message from a page's preload script, as `ipcMain` tells it. */
export interface PageMessage {
  readonly senderFrame: SenderFrame | null;
}

/**
 * Is this message from the page that we show, from its main frame, without anything in it that we did not ask for (rule E-17)?
 * `shown` is the main frame of the view on the screen, null while there is none.
 */
export function isFromPage(message: PageMessage, extra: readonly unknown[], shown: SenderFrame | null): boolean {
  const { senderFrame } = message;
  return senderFrame !== null && senderFrame === shown && senderFrame.origin.replace(/\/$/, '') === PAGE_ORIGIN && extra.length === 0;
}
