import type { PageFiles } from '../page/page-files.ts';
import { pathOf } from '../page/page-files.ts';
import { securityHeaders } from '../page/security-headers.ts';
import { isPageUrl, PAGE_ORIGIN } from './page-origin.ts';

/** The answer to a request of the page for one of its own files (rules E-07, E-18): from the list, or nothing. */
export function respondToPage(files: PageFiles, request: { readonly url: string; readonly method: string }): Response {
  const headers = securityHeaders('electron');
  if (!isPageUrl(request.url)) return new Response(null, { status: 403, headers });
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers });
  const file = files.get(pathOf(request.url.slice(PAGE_ORIGIN.length)) ?? '');
  if (file === undefined) return new Response(null, { status: 404, headers });
  return new Response(request.method === 'HEAD' ? null : file.bytes, { status: 200, headers: { ...headers, 'content-type': file.contentType } });
}
