import { decodeBag, encodeBag, type BagCodeLine } from '../../src/contract/bag-code.ts';
import { type PhoneBag, phoneBag } from '../../src/contract/hub/phone-bag.ts';
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
}

/** Longest wait for the hub, in milliseconds. */
const TIMEOUT_MS = 12_000;

/** The bag behind an address, `/b/<station>#<bag>`; null where the address is of another page. */
export function bagBehind(location: { readonly origin: string; readonly pathname: string; readonly href: string }): BagLink | null {
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
  };
}

async function load(path: string, lines: readonly BagCodeLine[]): Promise<Result<PhoneBag, LoadProblem>> {
  const content = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ lines }) };
  try {
    const response = await fetch(path, { ...content, cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (response.status === 404 || response.status === 400) return err({ kind: 'unknown' });
    if (!response.ok) return err({ kind: 'unreachable' });
    const parsed = phoneBag.safeParse(await response.json());
    return parsed.success ? ok(parsed.data) : err({ kind: 'unreachable' });
  } catch {
    return err({ kind: 'unreachable' });
  }
}
