import { createHash } from 'node:crypto';
import { decodeBase64Url } from '../../../../src/contract/hub/base64.ts';
import { checkSignature, readSignature } from '../../../../src/contract/hub/signature.ts';
import { enrolRequest, pullQuery, pushRequest, type BucketName, type PushedOperation, type PushOutcome } from '../../../../src/contract/hub/sync.ts';
import type { Fetch } from '../../../../src/station/sync/hub-client.ts';
import { verifyWithNode } from '../../../support/ed25519.ts';

/** The hub's time in these tests: a day ahead of the standing clock, so that only a station that learns it can sign. */
export const HUB_TIME = 1_760_086_400_000;
/** The station's identity in these tests. */
export const IDENTITY = { stationId: 'st-1', tenantId: '00000000-0000-7000-8000-00000000aaaa', storeId: 'madrid', stationCode: 'K1', bank: 7 };
/** The code that this hub trades for it. */
export const CODE = 'abcdefghijklmnopqrstuv';

/** What becomes of one question: answered, applied but the answer lost, lost before it arrived, or answered by something else. */
export type Fate = 'answered' | 'answer-lost' | 'never-arrived' | Response;

/**
 * The contract's hub in memory, behind a `fetch`: each operation is applied once, an answer can be lost after it was, and
 * signatures count. Its rules are those of `src/contract/hub`; the real hub is tried in `real-hub.test.ts`.
 */
export class ContractHub {
  /** What happened, in the order in which it was applied. */
  readonly applied: PushedOperation[] = [];
  readonly asked: string[] = [];
  readonly rejecting = new Set<string>();
  readonly rows = new Map<BucketName, { key: string; revision: number; value: unknown }[]>();
  readonly streams = new Map<string, { lastSeq: number | null; places: Map<number, PushedOperation> }>();
  readonly #outcomes = new Map<string, PushOutcome>();
  #publicKey: Uint8Array | null = null;
  /** Decides the fate of the n-th question (from 0). */
  fate: (n: number, path: string) => Fate = () => 'answered';
  retryAfter: string | null = null;
  /** Does it put batches in their order? Then stations may send one before the answer to the one before. */
  putsInOrder = false;
  /** Batches that were sent so. */
  ahead = 0;

  readonly fetch: Fetch = async (url, init) => {
    const { pathname, search } = new URL(url);
    const fate = this.fate(this.asked.length, pathname);
    this.asked.push(`${init.method} ${pathname}${search}`);
    if (fate instanceof Response) return fate;
    if (fate === 'never-arrived') throw new TypeError('fetch failed');
    const answer = this.#answer(url, init);
    if (fate === 'answer-lost') throw new TypeError('fetch failed');
    return answer;
  };

  /** Puts rows into a bucket; a null value deletes. */
  put(bucket: BucketName, ...rows: readonly { readonly key: string; readonly value: unknown }[]): void {
    const all = this.rows.get(bucket) ?? [];
    for (const { key, value } of rows) {
      const revision = Math.max(0, ...all.map((row) => row.revision)) + 1;
      const old = all.findIndex((row) => row.key === key);
      if (old !== -1) all.splice(old, 1);
      all.push({ key, revision, value });
    }
    this.rows.set(bucket, all);
  }

  /** Trusts a key without an enrolment. */
  trust(publicKey: string): void {
    this.#publicKey = decodeBase64Url(publicKey);
  }

  #answer(url: string, init: RequestInit): Response {
    const { pathname, searchParams } = new URL(url);
    const body = typeof init.body === 'string' ? init.body : '';
    if (pathname === '/v1/enrol') return this.#enrol(body);
    if (!this.#isSigned(url, init, body)) return problem(401, 'unauthorised');
    if (this.retryAfter !== null) return problem(429, 'too-many', { 'retry-after': this.retryAfter });
    if (pathname === '/v1/push') return this.#push(body, searchParams.get('ahead') === 'yes');
    if (pathname === '/v1/wait') return json({ at: this.#sum() });
    if (pathname === '/v1/pull') return this.#pull(Object.fromEntries(searchParams));
    return problem(404, 'not-found');
  }

  #enrol(body: string): Response {
    const request = enrolRequest.parse(JSON.parse(body));
    const key = decodeBase64Url(request.publicKey);
    if (request.code !== CODE || (this.#publicKey !== null && !Buffer.from(this.#publicKey).equals(Buffer.from(key ?? [])))) return problem(403, 'forbidden');
    this.#publicKey = key;
    return json(IDENTITY);
  }

  #isSigned(url: string, init: RequestInit, body: string): boolean {
    const received = readSignature(Object.fromEntries(new Headers(init.headers)));
    if (!received.ok || this.#publicKey === null || received.value.keyId !== IDENTITY.stationId) return false;
    const request = { method: init.method ?? '', targetUri: url, body: new TextEncoder().encode(body) };
    const sha256 = (bytes: Uint8Array) => Uint8Array.from(createHash('sha256').update(bytes).digest());
    return checkSignature(received.value, request, { publicKey: this.#publicKey, nowSeconds: HUB_TIME / 1000 }, { sha256, verify: verifyWithNode }).ok;
  }

  #push(body: string, isAhead: boolean): Response {
    const { epoch, operations } = pushRequest.parse(JSON.parse(body));
    const stream = this.streams.get(epoch) ?? { lastSeq: null, places: new Map<number, PushedOperation>() };
    this.streams.set(epoch, stream);
    if ([...this.streams.keys()].at(-1) !== epoch) return problem(409, 'conflict');
    const first = operations[0]?.seq;
    if (isAhead && first !== undefined) this.ahead += 1;
    if (isAhead && first !== undefined && first > (stream.lastSeq ?? 0) + 1) return problem(409, 'conflict');
    if (first !== undefined && stream.lastSeq !== null && first > stream.lastSeq + 1) return problem(409, 'conflict');
    const outcomes = operations.map((operation): PushOutcome => {
      const place = stream.places.get(operation.seq);
      if (place !== undefined && place.operationId !== operation.operationId)
        return { seq: operation.seq, outcome: 'rejected', reason: 'another operation has this place' };
      stream.places.set(operation.seq, operation);
      stream.lastSeq = Math.max(stream.lastSeq ?? 0, operation.seq);
      return this.#apply(operation);
    });
    return json({ outcomes, durableSeq: stream.lastSeq ?? 0, serverTime: HUB_TIME, ...(isAhead && this.putsInOrder ? { ahead: true } : {}) });
  }

  #apply(operation: PushedOperation): PushOutcome {
    const known = this.#outcomes.get(operation.operationId);
    if (known !== undefined) return { ...known, seq: operation.seq, outcome: known.outcome === 'applied' ? 'duplicate' : known.outcome };
    const rejected = this.rejecting.has(operation.operationId);
    const outcome: PushOutcome = { seq: operation.seq, outcome: rejected ? 'rejected' : 'applied', reason: rejected ? 'already paid' : null };
    this.#outcomes.set(operation.operationId, outcome);
    if (!rejected) this.applied.push(operation);
    return outcome;
  }

  #pull(query: unknown): Response {
    const { bucket, cursor, limit } = pullQuery.parse(query);
    const all = this.rows.get(bucket) ?? [];
    if (cursor > Math.max(0, ...all.map((row) => row.revision))) return problem(409, 'conflict');
    const news = all.filter((row) => row.revision > cursor).sort((a, b) => a.revision - b.revision);
    const rows = news.slice(0, limit);
    return json({ rows, next: rows.at(-1)?.revision ?? cursor, more: rows.length < news.length, serverTime: HUB_TIME });
  }

  #sum(): number {
    return [...this.rows.values()].reduce((sum, rows) => sum + Math.max(0, ...rows.map((row) => row.revision)), 0);
  }
}

/** A JSON answer with the hub's date. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', date: new Date(HUB_TIME).toUTCString(), ...headers },
  });
}

/** A refusal in the contract's shape. */
export function problem(status: number, code: string, headers: Record<string, string> = {}): Response {
  return json({ code, message: code }, status, headers);
}
