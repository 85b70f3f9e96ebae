/** Where the shopper of a session stood last: an address of the kiosk's own screens, nothing that they typed. */
interface Place {
  readonly sessionId: string;
  readonly route: string;
}

let last: Place | null = null;

/** Remembers where the shopper is, so that whoever of the staff comes beside them finds the same screen. */
export function rememberPlace(sessionId: string, route: string): void {
  if (route.startsWith('/kiosk')) last = { sessionId, route };
}

/** Where the shopper of this session was; the first screen where nobody knows. */
export function placeOf(sessionId: string | null): string {
  return last !== null && last.sessionId === sessionId && !last.route.startsWith('/kiosk/assist') ? last.route : '/kiosk';
}
