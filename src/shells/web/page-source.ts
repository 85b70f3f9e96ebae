import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as httpRequest } from 'node:http';
import type { Duplex } from 'node:stream';
import type { MediaFiles } from '../page/media-files.ts';
import type { PageFiles } from '../page/page-files.ts';
import { pathOf } from '../page/page-files.ts';
import { securityHeaders } from '../page/security-headers.ts';

/** Where the page comes from: the built files, or the development server. Requests were guarded before they get here. */
export interface PageSource {
  serve(request: IncomingMessage, response: ServerResponse): void | Promise<void>;
  /** An upgrade that is not the station's own; true when it was taken. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}

/** Serves the built page from memory, and the catalogue's files from the disk. */
export function builtPage(files: PageFiles, media: MediaFiles): PageSource {
  return {
    async serve(request, response) {
      const path = pathOf(request.url ?? '') ?? '';
      const file = files.get(path) ?? (await media.read(path));
      if (file === null) return answerText(response, 404, 'Not found');
      response.writeHead(200, {
        ...securityHeaders('web'),
        'content-type': file.contentType,
        'content-length': file.bytes.length,
        'cache-control': cacheControl(path, file.immutable),
      });
      response.end(request.method === 'HEAD' ? undefined : file.bytes);
    },
    upgrade: () => false,
  };
}

/** Pictures are asked for again after a day, though they never change: that is how the station learns which ones are still looked at. */
function cacheControl(path: string, isImmutable: boolean): string {
  if (!isImmutable) return 'no-cache';
  return `public, max-age=${path.startsWith('/media/') ? 86_400 : 31_536_000}, immutable`;
}

/** Passes everything on to Vite at `target` (`http://127.0.0.1:5173`), its hot-reload socket too. For developers only. */
export function developmentPage(target: string, media: MediaFiles): PageSource {
  const { host } = new URL(target);
  const forward = (request: IncomingMessage) =>
    httpRequest(new URL(request.url ?? '/', target), { method: request.method, headers: { ...request.headers, host, origin: target } });
  return {
    async serve(request, response) {
      const file = await media.read(pathOf(request.url ?? '') ?? '');
      if (file !== null) {
        response.writeHead(200, { ...securityHeaders('development'), 'content-type': file.contentType });
        response.end(file.bytes);
        return;
      }
      const onward = forward(request);
      onward.on('response', (answer) => {
        response.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...securityHeaders('development') });
        answer.pipe(response);
      });
      onward.on('error', () => answerText(response, 502, 'The development server does not answer.'));
      onward.end();
    },
    upgrade(request, socket, head) {
      const onward = forward(request);
      onward.on('upgrade', (answer, far, farHead) => {
        socket.write(`HTTP/1.1 101 Switching Protocols\r\n${headerLines(answer)}\r\n`);
        if (farHead.length > 0) socket.write(farHead);
        if (head.length > 0) far.write(head);
        far.pipe(socket).pipe(far);
        far.on('error', () => socket.destroy());
        socket.on('error', () => far.destroy());
      });
      onward.on('error', () => socket.destroy());
      onward.end();
      return true;
    },
  };
}

/** A short plain answer with the headers that every answer has. */
export function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...securityHeaders('web'), 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(`${text}\n`);
}

function headerLines(answer: IncomingMessage): string {
  return Object.entries(answer.headers)
    .map(([name, value]) => `${name}: ${String(value)}\r\n`)
    .join('');
}
