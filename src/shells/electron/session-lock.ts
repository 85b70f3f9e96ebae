import type { Session } from 'electron';
import type { MediaFiles } from '../page/media-files.ts';
import type { PageFiles } from '../page/page-files.ts';
import { isPageUrl, PAGE_ORIGIN, PAGE_SCHEME } from './page-origin.ts';
import { respondToPage } from './page-protocol.ts';

/** The part of a session that is locked down. */
export type LockableSession = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setUSBProtectedClassesHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setBluetoothPairingHandler'
  | 'setSpellCheckerEnabled'
> & {
  readonly protocol: { handle(scheme: string, handler: (request: Request) => Response | Promise<Response>): void };
  readonly webRequest: {
    onBeforeRequest(listener: (details: { readonly url: string }, callback: (response: { cancel?: boolean }) => void) => void): void;
  };
  on(event: 'will-download', listener: (event: { preventDefault(): void }) => void): unknown;
};

/** Schemes that never leave the page: pictures made in it and workers started from it. */
const inPage = new Set(['data:', 'blob:']);

/**
 * Takes from a session everything that the kiosk does not need (rules E-01, E-05, E-33) and lets it serve the page (E-18).
 * Electron grants permissions by default, so every kind of permission is answered here; only our page's camera is granted.
 */
export function lockSession(session: LockableSession, files: PageFiles, media: MediaFiles): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const types = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const isCamera = permission === 'media' && types.length === 1 && types[0] === 'video';
    callback(isCamera && details.isMainFrame && isPageUrl(details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) => {
    return permission === 'media' && details.mediaType === 'video' && details.isMainFrame && originOf(origin) === PAGE_ORIGIN;
  });
  session.setDevicePermissionHandler(() => false);
  session.setUSBProtectedClassesHandler(({ protectedClasses }) => protectedClasses);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest(({ url }, callback) => callback({ cancel: !isAllowedUrl(url) }));
  session.protocol.handle(PAGE_SCHEME, (request) => respondToPage(files, media, request));
}

/** May the page ask for this at all? Its own files, and what it made itself. */
export function isAllowedUrl(url: string): boolean {
  return isPageUrl(url) || (URL.canParse(url) && inPage.has(new URL(url).protocol));
}

/** Electron writes the origin of a custom scheme with or without the slash at its end. */
function originOf(origin: string): string {
  return origin.replace(/\/$/, '');
}
