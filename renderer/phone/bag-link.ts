import { decodeBag, encodeBag, type BagCodeLine } from '../../src/contract/bag-code.ts';
import {
  type PhoneBag,
  phoneBag,
  type PhoneBagOffer,
  phoneBagOffer,
  type PhoneBagOfferAsk,
  type PhoneBagOrderAsk,
  type PhoneBagOrdered,
  phoneBagOrdered,
} from '../../src/contract/hub/phone-bag.ts';
import { err, ok, type Result } from '../../src/kernel/result.ts';
import type { LoadProblem } from './order-link.ts';

/** The bag that the page's address carries, and the shop that knows its goods. */
export interface BagLink {
  /** Null where the address carries no bag, or a piece of one. */
  readonly lines: readonly BagCodeLine[] | null;
  /** What the shop says of these goods now. */
  readonly load: (lines: readonly BagCodeLine[]) => Promise<Result<PhoneBag, LoadProblem>>;
  /** The address of a bag with these lines; null for one that no code holds. */
  readonly urlOf: (lines: readonly BagCodeLine[]) => string | null;
  /** What these goods would cost now, and how they could go. `unknown`: something of it is not sold any more. */
  readonly offer: (ask: PhoneBagOfferAsk) => Promise<Result<PhoneBagOffer, BagProblem>>;
  /** Orders them. `unreachable`: nobody knows whether it was done; the same question again does it once. */
  readonly order: (ask: PhoneBagOrderAsk) => Promise<Result<PhoneBagOrdered, BagProblem>>;
  /** Goes to the page of an order. */
  readonly open: (page: string) => void;
}

/** Why nothing came of a question about a bag. */
export interface BagProblem {
  readonly kind: LoadProblem['kind'] | 'too-often';
}

/** Longest wait for the hub, in milliseconds. */
const TIMEOUT_MS = 12_000;

/** The page's address, and how it goes to another. */
export interface PageAddress {
  readonly origin: string;
  readonly pathname: string;
  readonly href: string;
  assign(url: string): void;
}

/** The bag behind an address, `/b/<station>#<bag>`; null where the address is of another page. */
export function bagBehind(location: PageAddress): BagLink | null {
  const station = /^\/b\/([^/]{1,180})\/?$/.exec(location.pathname)?.[1];
  if (station === undefined) return null;
  const base = `${location.origin}/b/${station}`;
  return {
    lines: location.href.includes('#') ? decodeBag(location.href) : null,
    load: (lines) => load(`/v1/phone/bag/${station}`, lines),
    urlOf: (lines) => {
      const url = encodeBag(base, lines);
      return url.ok ? url.value : null;
    },
    offer: (asked) => ask(`/v1/phone/bag/${station}/offer`, asked, (body) => phoneBagOffer.safeParse(body).data),
    order: (asked) => ask(`/v1/phone/bag/${station}/order`, asked, (body) => phoneBagOrdered.safeParse(body).data),
    open: (page) => location.assign(page),
  };
}

async function load(path: string, lines: readonly BagCodeLine[]): Promise<Result<PhoneBag, LoadProblem>> {
  const answer = await ask(path, { lines }, (body) => phoneBag.safeParse(body).data);
  return answer.ok ? answer : err({ kind: answer.error.kind === 'too-often' ? 'unreachable' : answer.error.kind });
}

async function ask<T>(path: string, body: unknown, read: (body: unknown) => T | undefined): Promise<Result<T, BagProblem>> {
  const content = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  try {
    const response = await fetch(path, { ...content, cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (response.status === 404 || response.status === 400 || response.status === 409) return err({ kind: 'unknown' });
    if (response.status === 429) return err({ kind: 'too-often' });
    const value = response.ok ? read(await response.json()) : undefined;
    return value === undefined ? err({ kind: 'unreachable' }) : ok(value);
  } catch {
    return err({ kind: 'unreachable' });
  }
}
