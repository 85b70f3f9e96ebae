import type { MediaFiles } from '../page/media-files.ts';
import type { PageFiles } from '../page/page-files.ts';
import { pathOf } from '../page/page-files.ts';
import { securityHeaders } from '../page/security-headers.ts';
import { isPageUrl, PAGE_ORIGIN } from './page-origin.ts';

/** The answer to a request of the page for one of its own files (rules E-07, E-18) or one of the catalogue's: from the list, from the catalogue's folder, or nothing. */
export async function respondToPage(files: PageFiles, media: MediaFiles, request: { readonly url: string; readonly method: string }): Promise<Response> {
  const headers = securityHeaders('electron');
  if (!isPageUrl(request.url)) return new Response(null, { status: 403, headers });
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers });
  const path = pathOf(request.url.slice(PAGE_ORIGIN.length)) ?? '';
  const file = files.get(path) ?? (await media.read(path));
  if (file === null) return new Response(null, { status: 404, headers });
  return new Response(request.method === 'HEAD' ? null : file.bytes, { status: 200, headers: { ...headers, 'content-type': file.contentType } });
}
