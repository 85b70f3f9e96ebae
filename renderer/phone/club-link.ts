import { type ConsentPage, consentPage, type MemberPage, memberPage } from '../../src/contract/hub/loyalty.ts';
import { phoneNothing } from '../../src/contract/hub/phone.ts';
import type { ShipAddress } from '../../src/contract/orders.ts';
import { err, type Result } from '../../src/kernel/result.ts';
import { type ActProblem, act, type LoadProblem, load } from './order-link.ts';

/** What the page that asks a mailbox needs to ask the hub. */
export interface ConsentLink {
  readonly load: () => Promise<Result<ConsentPage, LoadProblem>>;
  readonly confirm: (address: ShipAddress | null) => Promise<Result<ConsentPage, ActProblem>>;
  readonly withdraw: () => Promise<Result<ConsentPage, ActProblem>>;
}

/** What a member's own page needs to ask the hub. */
export interface MemberLink {
  readonly load: () => Promise<Result<MemberPage, LoadProblem>>;
  readonly renew: () => Promise<Result<MemberPage, ActProblem>>;
  readonly leave: () => Promise<Result<Record<string, never>, ActProblem>>;
}

const TOKEN = /^\/p\/[cm]\/([A-Za-z0-9_-]{16,64})\/?$/;

/** What the page's address asks about, `/p/c/<token>`; null where it asks nothing. */
export function consentBehind(pathname: string): ConsentLink | null {
  if (!pathname.startsWith('/p/c/')) return null;
  const token = TOKEN.exec(pathname)?.[1];
  if (token === undefined) return { load: async () => err({ kind: 'unknown' }), confirm: async () => REFUSED, withdraw: async () => REFUSED };
  const path = `/v1/consent/${token}`;
  const parse = (body: unknown) => consentPage.safeParse(body).data;
  return {
    load: () => load(path, parse),
    confirm: (address) => act(`${path}/confirm`, address === null ? {} : { address }, parse),
    withdraw: () => act(`${path}/withdraw`, {}, parse),
  };
}

/** The member whose page the address names, `/p/m/<token>`; null where it names none. */
export function memberBehind(pathname: string): MemberLink | null {
  if (!pathname.startsWith('/p/m/')) return null;
  const token = TOKEN.exec(pathname)?.[1];
  if (token === undefined) return { load: async () => err({ kind: 'unknown' }), renew: async () => REFUSED, leave: async () => REFUSED };
  const path = `/v1/member/${token}`;
  const parse = (body: unknown) => memberPage.safeParse(body).data;
  return {
    load: () => load(path, parse),
    renew: () => act(`${path}/new-code`, {}, parse),
    leave: () => act(`${path}/leave`, {}, (body) => phoneNothing.safeParse(body).data),
  };
}

const REFUSED = err({ kind: 'refused' });
