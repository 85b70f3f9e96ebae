import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';

/** A request to a stand-in, read whole. */
export interface StandInRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type Headers = { readonly headers?: Readonly<Record<string, string>> };
/** What a stand-in answers: to a program, or a page to a person. `drop`: the work is done and the connection ends without an answer. */
export type StandInAnswer =
  | ({ readonly status: number; readonly json: unknown } & Headers)
  | ({ readonly status: number; readonly html: string } & Headers)
  | 'drop';

/** Hears each piece of news that a stand-in would send to the hub, with its signature. */
export type SendNews = (news: { readonly body: string; readonly headers: Record<string, string> }) => void;

/** A trouble for the next call whose path holds `path`: before the work is done, or after it. */
export interface StandInTrouble {
  readonly path: string;
  readonly when: 'before' | 'after';
  readonly answer: StandInAnswer;
}

/** A call and its answer. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly status: number;
  readonly json: unknown;
}

/** So many calls are kept whole. */
const KEPT = 1000;

/** A provider's server on a port of this machine. */
export interface HttpStandIn {
  readonly url: string;
  /** Every call so far, as `METHOD path`. */
  readonly calls: string[];
  /** The last calls whole, with what was answered by the stand-in itself: troubles of tests are not among them. */
  readonly exchanges: readonly Exchange[];
  /** Meets the next call that fits; several wait for each other. */
  trouble(trouble: StandInTrouble): void;
  close(): Promise<void>;
}

/** Serves `handle`, with troubles in front of it and behind it. */
export async function startStandIn(handle: (request: StandInRequest) => StandInAnswer, port = 0): Promise<HttpStandIn> {
  const troubles: StandInTrouble[] = [];
  const calls: string[] = [];
  const exchanges: Exchange[] = [];
  const work = (request: StandInRequest): StandInAnswer => {
    const answer = handle(request);
    const { method, path, body } = request;
    if (answer !== 'drop' && 'json' in answer) exchanges.push({ method, path, body, status: answer.status, json: structuredClone(answer.json) });
    if (exchanges.length > KEPT) exchanges.shift();
    return answer;
  };
  const answerOf = (request: StandInRequest): StandInAnswer => {
    const index = troubles.findIndex(({ path }) => request.path.includes(path));
    const [met] = index < 0 ? [] : troubles.splice(index, 1);
    if (met === undefined) return work(request);
    if (met.when === 'after') work(request);
    return met.answer;
  };
  const server = createServer((incoming, outgoing) => {
    void read(incoming).then((body) => {
      const url = new URL(incoming.url ?? '/', 'http://stand-in');
      const request = { method: incoming.method ?? 'GET', path: url.pathname, query: url.searchParams, headers: incoming.headers, body };
      calls.push(`${request.method} ${request.path}`);
      const answer = answerOf(request);
      if (answer === 'drop') return void incoming.socket.destroy();
      const isPage = 'html' in answer;
      outgoing
        .writeHead(answer.status, { 'content-type': isPage ? 'text/html; charset=utf-8' : 'application/json', ...answer.headers })
        .end(isPage ? answer.html : JSON.stringify(answer.json));
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a stand-in without an address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    calls,
    exchanges,
    trouble: (trouble) => void troubles.push(trouble),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Answers of calls by their idempotency key, as providers keep them: the same again for the same call, a refusal for another. */
export function createIdempotency(mismatch: StandInAnswer) {
  const kept = new Map<string, { readonly print: string; readonly answer: StandInAnswer }>();
  return (request: StandInRequest, key: string | undefined, work: () => StandInAnswer): StandInAnswer => {
    if (key === undefined) return work();
    const print = `${request.method} ${request.path} ${request.body}`;
    const before = kept.get(key);
    if (before !== undefined) return before.print === print ? before.answer : mismatch;
    const answer = work();
    // What failed on the way may be tried again with the same key.
    if (answer !== 'drop' && answer.status < 500) kept.set(key, { print, answer });
    return answer;
  };
}

async function read(incoming: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString('utf8');
}
