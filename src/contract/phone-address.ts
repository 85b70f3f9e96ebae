/**
 * Where the pages for phones begin, without a slash at the end: what a shop's configuration names, which is that place itself or, as it was written once, the
 * beginning of order links (`https://hub.example/p/`).
 */
export function phoneRoot(phoneBaseUrl: string): string {
  return phoneBaseUrl.replace(/\/+$/, '').replace(/\/p$/, '');
}
