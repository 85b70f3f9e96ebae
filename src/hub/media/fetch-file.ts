import { lookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { err, ok, type Result } from '../../kernel/result.ts';

/** Why a file could not be fetched. `refused` will be so tomorrow; `away` may not. */
export interface FetchProblem {
  readonly kind: 'refused' | 'away';
  readonly detail: string;
}

/** Fetches a file, whole or not at all. */
export type FetchFile = (url: string, maxBytes: number) => Promise<Result<Uint8Array, FetchProblem>>;

const MOST_REDIRECTS = 3;
const TIMEOUT_MS = 20_000;

/** Networks that a feed has no business with: this machine, its neighbours, and what is no address of anybody (RFC 6890). */
const inside = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  inside.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 127],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  inside.addSubnet(network, prefix, 'ipv6');
}

/**
 * Fetches what a feed names. A feed is written by others, so an address may lead to nothing inside the hub's own network, by name or by number, at once or by
 * a redirect: each name is looked up once and connected to as it was judged. `allowsInside` is for shops whose pictures lie on a server of their own; `stopped`
 * breaks off what is under way.
 */
export function createFetchFile({ allowsInside, stopped }: { readonly allowsInside: boolean; readonly stopped: AbortSignal }): FetchFile {
  const judged: LookupFunction = (host, options, answer) => {
    lookup(host, options, (problem, address, family) => {
      const addresses = typeof address === 'string' ? [address] : address.map((found) => found.address);
      if (problem === null && !allowsInside && addresses.some(isInside)) return answer(new Error(NOT_ALLOWED), '', 0);
      answer(problem, address, family);
    });
  };
  const get = async (url: string, maxBytes: number, redirects: number): Promise<Result<Uint8Array, FetchProblem>> => {
    const parsed = URL.canParse(url) ? new URL(url) : null;
    if (parsed === null || !/^https?:$/.test(parsed.protocol) || parsed.username !== '' || parsed.password !== '') {
      return err({ kind: 'refused', detail: 'it is no web address' });
    }
    const host = parsed.hostname.replace(/^\[|\]$/g, '');
    if (!allowsInside && isIP(host) !== 0 && isInside(host)) return err({ kind: 'refused', detail: NOT_ALLOWED });
    const response = await ask(parsed, judged, AbortSignal.any([stopped, AbortSignal.timeout(TIMEOUT_MS)]));
    if (!response.ok) return response;
    const { statusCode = 0, headers } = response.value;
    if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
      response.value.destroy();
      if (redirects === 0 || !URL.canParse(headers.location, parsed.href)) return err({ kind: 'refused', detail: 'it leads on and on' });
      return await get(new URL(headers.location, parsed.href).href, maxBytes, redirects - 1);
    }
    if (statusCode !== 200) {
      response.value.destroy();
      return err({ kind: statusCode >= 400 && statusCode < 500 && statusCode !== 429 ? 'refused' : 'away', detail: `the server answers ${statusCode}` });
    }
    return await readBody(response.value, maxBytes);
  };
  return (url, maxBytes) => get(url, maxBytes, MOST_REDIRECTS);
}

const NOT_ALLOWED = 'it leads into a network that feeds may not reach';

function isInside(address: string): boolean {
  return inside.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function ask(url: URL, judged: LookupFunction, signal: AbortSignal): Promise<Result<IncomingMessage, FetchProblem>> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const asked = request(url, { lookup: judged, signal, headers: { accept: 'image/*, model/*', 'accept-encoding': 'identity' } });
    asked.on('response', (response) => resolve(ok(response)));
    asked.on('error', (failure) => resolve(err({ kind: failure.message === NOT_ALLOWED ? 'refused' : 'away', detail: failure.message.slice(0, 120) })));
    asked.end();
  });
}

async function readBody(response: IncomingMessage, maxBytes: number): Promise<Result<Uint8Array, FetchProblem>> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response) {
      const bytes = Buffer.from(chunk as Uint8Array);
      length += bytes.length;
      if (length > maxBytes) {
        response.destroy();
        return err({ kind: 'refused', detail: `it is larger than ${maxBytes} bytes` });
      }
      chunks.push(bytes);
    }
  } catch (failure) {
    return err({ kind: 'away', detail: failure instanceof Error ? failure.message.slice(0, 120) : 'the answer broke off' });
  }
  return ok(new Uint8Array(Buffer.concat(chunks)));
}
