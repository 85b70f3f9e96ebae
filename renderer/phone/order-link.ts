import '../bridge/no-eval.ts';
import { type PhoneOrder, phoneOrder, type PhoneSecondCode, phoneSecondCode } from '../../src/contract/hub/phone.ts';
import { type PayPage, payPage, type PhonePayment, phonePayment } from '../../src/contract/hub/payments.ts';
import { err, ok, type Result } from '../../src/kernel/result.ts';

/** Why there is no order to show. */
export interface LoadProblem {
  /** `unknown`: the link leads nowhere. `unreachable`: no connection, or the hub cannot answer now. */
  readonly kind: 'unknown' | 'unreachable';
}

/** Why what was asked for was not done. `refused`: it cannot be done any more; `too-often`: later it can. */
export interface ActProblem {
  readonly kind: 'refused' | 'too-often' | 'unreachable';
}

/** Asks for the order behind the page's link. */
export type LoadOrder = () => Promise<Result<PhoneOrder, LoadProblem>>;

/** Asks the hub to do something for the order, by the end of its address: `extend`, `delegates/1/revoke`. Answers the order as it is then. */
export type Act = (what: string, body: unknown) => Promise<Result<PhoneOrder, ActProblem>>;

/** Asks for the second code behind the page's link. */
export type LoadSecondCode = () => Promise<Result<PhoneSecondCode, LoadProblem>>;

/** What can be paid by a page. */
export interface Payable {
  /** How the order can be paid, and what is known of its payment. */
  readonly payment: () => Promise<Result<PhonePayment, LoadProblem>>;
  /** Begins to pay by a way; `made` is the count of payments that the page has seen. */
  readonly pay: (way: string, made: number) => Promise<Result<PhonePayment, ActProblem>>;
}

/** What an order's page needs to ask. */
export interface OrderLink extends Payable {
  readonly load: LoadOrder;
  readonly act: Act;
}

/** What the page behind a link to pay by needs to ask. */
export interface PayLink extends Payable {
  readonly load: () => Promise<Result<PayPage, LoadProblem>>;
}

/** Longest wait for the hub. */
const TIMEOUT_MS = 12_000;
const TOKEN = '([A-Za-z0-9_-]{16,64})';

/** The order that the page's address names: `/p/<token>` is answered by `/v1/phone/<token>` on the same origin. */
export function orderBehind(pathname: string): OrderLink {
  const token = new RegExp(`^/p/${TOKEN}/?$`).exec(pathname)?.[1];
  if (token === undefined) return linkToNothing;
  return {
    load: () => load(`/v1/phone/${token}`, (body) => phoneOrder.safeParse(body).data),
    act: (what, body) => act(`/v1/phone/${token}/${what}`, body, (answer) => phoneOrder.safeParse(answer).data),
    payment: () => load(`/v1/phone/${token}/payment`, (body) => phonePayment.safeParse(body).data),
    pay: (way, made) => act(`/v1/phone/${token}/payment`, { way, made }, (answer) => phonePayment.safeParse(answer).data),
  };
}

/** A link that leads to no order. */
const linkToNothing: OrderLink = {
  load: async () => err({ kind: 'unknown' }),
  act: async () => err({ kind: 'refused' }),
  payment: async () => err({ kind: 'unknown' }),
  pay: async () => err({ kind: 'refused' }),
};

/** The second code that the page's address names, `/p/d/<token>`; null where it names none. */
export function secondCodeBehind(pathname: string): LoadSecondCode | null {
  if (!pathname.startsWith('/p/d/')) return null;
  const token = new RegExp(`^/p/d/${TOKEN}/?$`).exec(pathname)?.[1];
  if (token === undefined) return async () => err({ kind: 'unknown' });
  return () => load(`/v1/phone/delegate/${token}`, (body) => phoneSecondCode.safeParse(body).data);
}

/** The link to pay by that the page's address names, `/p/pay/<token>`; null where it names none. */
export function payLinkBehind(pathname: string): PayLink | null {
  if (!pathname.startsWith('/p/pay/')) return null;
  const token = new RegExp(`^/p/pay/${TOKEN}/?$`).exec(pathname)?.[1];
  if (token === undefined) return { ...linkToNothing, load: async () => err({ kind: 'unknown' }) };
  const path = `/v1/phone/pay/${token}`;
  const parse = (body: unknown) => payPage.safeParse(body).data;
  return {
    load: () => load(path, parse),
    payment: () => load(path, (body) => parse(body)?.payment),
    pay: (way, made) => act(path, { way, made }, (answer) => parse(answer)?.payment),
  };
}

/** Asks one address of the hub. */
export async function load<T>(path: string, parse: (body: unknown) => T | undefined): Promise<Result<T, LoadProblem>> {
  try {
    const response = await fetch(path, { cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (response.status === 404 || response.status === 410 || response.status === 400) return err({ kind: 'unknown' });
    if (!response.ok) return err({ kind: 'unreachable' });
    const parsed = parse(await response.json());
    return parsed === undefined ? err({ kind: 'unreachable' }) : ok(parsed);
  } catch {
    return err({ kind: 'unreachable' });
  }
}

/** Asks the hub to do something. */
export async function act<T>(path: string, body: unknown, parse: (answer: unknown) => T | undefined): Promise<Result<T, ActProblem>> {
  const content = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  try {
    const response = await fetch(path, { ...content, cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (response.status === 429) return err({ kind: 'too-often' });
    if (response.status >= 400 && response.status < 500) return err({ kind: 'refused' });
    if (!response.ok) return err({ kind: 'unreachable' });
    const parsed = parse(await response.json());
    return parsed === undefined ? err({ kind: 'unreachable' }) : ok(parsed);
  } catch {
    return err({ kind: 'unreachable' });
  }
}
