/** The one origin that the kiosk's page has. The scheme is ours: nothing outside this program can serve it. */
export const PAGE_SCHEME = 'app';
export const PAGE_HOST = 'kiosk';
export const PAGE_ORIGIN = `${PAGE_SCHEME}://${PAGE_HOST}`;

/** What the scheme may do: it behaves like https, so that the page has an origin, a camera and `fetch`. */
export const pageSchemePrivileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true } as const;

/** Is this exactly our page? The URL is parsed, because `app://kiosk.example` begins like ours too (rule E-13). */
export function isPageUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password, port } = new URL(url);
  return protocol === `${PAGE_SCHEME}:` && host === PAGE_HOST && port === '' && username === '' && password === '';
}
