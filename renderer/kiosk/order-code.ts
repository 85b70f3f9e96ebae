/** Is this text, by its look, a code of an order: the QR of a slip, the code of the lockers, or the link of an order's page? The station reads it strictly. */
export function looksLikeOrder(code: string): boolean {
  const text = code.trim();
  return /^(PT1|LK1):/.test(text) || /^https?:\/\/[^\s]+\/p\/[A-Za-z0-9_-]{22}\/?$/.test(text);
}

/** Where the screen of one's order leads on with what was read. */
export function orderRoute(found: { readonly number?: string | null; readonly problem?: string }): string {
  const query = new URLSearchParams();
  if (typeof found.number === 'string') query.set('number', found.number);
  if (found.problem !== undefined) query.set('problem', found.problem);
  const text = query.toString();
  return text === '' ? '/kiosk/order' : `/kiosk/order?${text}`;
}
