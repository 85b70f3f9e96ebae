import type { ClaimWords, Pieces } from '../../../contract/hub/after.ts';
import type { OrderProof } from '../../../contract/station/order-contract.ts';
import type { AfterReceipt, OrderView } from '../../../contract/station/order-views.ts';
import { readOrderNumber } from '../../../core/orders/order-number.ts';
import { wishedPieces } from '../../../core/orders/withdraw.ts';
import type { OrderId } from '../../../kernel/ids.ts';
import { done, err, ok, type Result } from '../../../kernel/result.ts';
import type { PrintOutcome } from '../../ports/peripherals.ts';
import { type Declared, declare, type Whose } from './declare.ts';
import { findAtHub, findByContact, findByPass, findByPin, refresh } from './find-order.ts';
import { type Held, type HeldOrder, holdOrder, orderView } from './held-order.ts';
import type { OrdersParts } from './orders-parts.ts';
import { readProof } from './read-proof.ts';

/** A refusal, in a word of the contract. */
type Refused<Kind extends string> = Result<undefined, { readonly kind: Kind }>;

/** Finding one's order at the kiosk, and what may be done with it there. */
export interface Orders {
  current(): OrderView | null;
  onChange(listener: () => void): () => void;
  find(input: { readonly number: string; readonly proof: OrderProof }): Promise<Refused<'no-session' | 'unreadable' | 'no-match' | 'wait' | 'storage'>>;
  scan(input: {
    readonly code: string;
  }): Promise<Result<{ readonly number: string | null }, { readonly kind: 'no-session' | 'unreadable' | 'no-match' | 'wait' | 'offline' }>>;
  withdraw(input: { readonly lines: readonly Pieces[] }): Refused<'no-session' | 'no-order' | 'not-now' | 'storage'>;
  claim(input: { readonly claim: ClaimWords }): Refused<'no-session' | 'no-order' | 'not-now' | 'storage'>;
  resend(): Promise<Refused<'no-session' | 'no-order' | 'not-now' | 'too-often' | 'offline'>>;
  print(): Promise<Refused<'no-session' | 'nothing-to-print' | Exclude<PrintOutcome['kind'], 'printed'>>>;
  goOn(): Refused<'no-session' | 'no-order'>;
  closeOrder(): Refused<'no-session'>;
  close(): void;
}

/** Creates it. Everything that a shopper asks for begins their time again. */
export function createOrders(parts: OrdersParts): Orders {
  const held = holdOrder(parts);
  return {
    current: () => {
      const now = held.current();
      return now === null ? null : orderView(now);
    },
    onChange: held.onChange,
    find: (input) => find(parts, held, input),
    scan: ({ code }) => scan(parts, held, code),
    withdraw: ({ lines }) => withdraw(parts, held, lines),
    claim: ({ claim }) => makeClaim(parts, held, claim),
    resend: () => resend(parts, held),
    print: () => print(parts, held),
    goOn: () => goOn(parts, held),
    closeOrder: () => {
      if (parts.shopper() === null) return err({ kind: 'no-session' });
      parts.touch();
      held.show(null);
      return done;
    },
    close: held.close,
  };
}

async function find(parts: OrdersParts, held: HeldOrder, { number: typed, proof }: Parameters<Orders['find']>[0]): ReturnType<Orders['find']> {
  const shopper = parts.shopper();
  if (shopper === null) return err({ kind: 'no-session' });
  const number = readOrderNumber(typed);
  if (number === null) return err({ kind: 'unreadable' });
  const found = await held.look(shopper, () =>
    proof.kind === 'pin' ? findByPin(parts, shopper, number, proof.pin) : findByContact(parts, shopper, number, proof.contact),
  );
  if (found.ok) return done;
  const { kind } = found.error;
  return err({ kind: kind === 'away' ? 'no-match' : kind });
}

async function scan(parts: OrdersParts, held: HeldOrder, code: string): ReturnType<Orders['scan']> {
  const shopper = parts.shopper();
  if (shopper === null) return err({ kind: 'no-session' });
  const proof = readProof(parts, code, parts.phoneBaseUrl());
  if (proof.kind === 'unreadable') return err({ kind: 'unreadable' });
  if (proof.kind === 'no-proof') return err({ kind: 'no-match' });
  if (proof.kind === 'number') return ok({ number: proof.number });
  const found = await held.look(shopper, () =>
    proof.kind === 'link' ? findAtHub(parts, shopper, { by: 'link', token: proof.token }) : findByPass(parts, shopper, proof.passId),
  );
  if (found.ok) return ok({ number: null });
  const { kind } = found.error;
  return err({ kind: kind === 'away' || kind === 'storage' ? 'offline' : kind });
}

function withdraw(parts: OrdersParts, held: HeldOrder, lines: readonly Pieces[]): ReturnType<Orders['withdraw']> {
  const before = held.current();
  if (before === null || before.kind === 'asking') return err({ kind: 'no-order' });
  if (before.receipt !== null) return err({ kind: 'not-now' });
  if (before.kind === 'unchecked') return declareNow(parts, held, before, { what: 'withdraw', pieces: [] }, (receipt) => ({ ...before, receipt }));
  const { withdrawal } = before.order.after;
  const pieces = withdrawal.open ? wishedPieces(withdrawal.whole ? [] : lines, withdrawal.lines) : null;
  if (pieces === null || pieces.length === 0) return err({ kind: 'not-now' });
  const after = { ...before.order.after, withdrawal: { ...withdrawal, open: false, made: withdrawal.made + 1 } };
  return declareNow(parts, held, before, { what: 'withdraw', pieces }, (receipt) => ({ ...before, order: { ...before.order, after }, receipt }));
}

function makeClaim(parts: OrdersParts, held: HeldOrder, claim: ClaimWords): ReturnType<Orders['claim']> {
  const before = held.current();
  if (before === null || before.kind === 'asking') return err({ kind: 'no-order' });
  if (before.kind === 'unchecked' || before.receipt !== null) return err({ kind: 'not-now' });
  const { guarantee } = before.order.after;
  const left = guarantee.lines.find(({ sku }) => sku === claim.sku)?.left ?? 0;
  if (!guarantee.open || claim.quantity > left) return err({ kind: 'not-now' });
  const after = { ...before.order.after, guarantee: { ...guarantee, made: guarantee.made + 1 } };
  return declareNow(parts, held, before, { what: 'claim', claim }, (receipt) => ({ ...before, order: { ...before.order, after }, receipt }));
}

/** Declares what was confirmed, and shows its receipt in the place of what was confirmed. */
function declareNow(
  parts: OrdersParts,
  held: HeldOrder,
  before: Exclude<Held, { readonly kind: 'asking' }>,
  declared: Declared,
  next: (receipt: AfterReceipt) => Held,
): Refused<'no-session' | 'storage'> {
  const shopper = parts.shopper();
  if (shopper === null) return err({ kind: 'no-session' });
  parts.touch();
  const receipt = declare(parts, shopper, whoseOf(before), declared);
  if (!receipt.ok) return receipt;
  held.show(next(receipt.value));
  return done;
}

function whoseOf(held: Exclude<Held, { readonly kind: 'asking' }>): Whose {
  if (held.kind === 'unchecked') return { orderId: null, number: held.number, contact: held.contact, lines: [] };
  return { orderId: held.order.orderId, number: held.order.number, contact: null, lines: held.order.lines };
}

async function resend(parts: OrdersParts, held: HeldOrder): ReturnType<Orders['resend']> {
  if (parts.shopper() === null) return err({ kind: 'no-session' });
  const before = held.current();
  if (before?.kind !== 'shown') return err({ kind: 'no-order' });
  parts.touch();
  const sent = (await parts.desk?.resend(before.order.orderId as OrderId)) ?? err({ kind: 'away' as const });
  if (!sent.ok) return err({ kind: sent.error.kind === 'away' ? 'offline' : sent.error.kind });
  if (held.current() === before) held.show({ ...before, resent: true });
  return done;
}

async function print(parts: OrdersParts, held: HeldOrder): ReturnType<Orders['print']> {
  if (parts.shopper() === null) return err({ kind: 'no-session' });
  const now = held.current();
  const document = now === null || now.kind === 'asking' ? null : (now.receipt?.document ?? null);
  if (document === null) return err({ kind: 'nothing-to-print' });
  parts.touch();
  const outcome = await parts.printer.print(document);
  parts.touch();
  return outcome.kind === 'printed' ? done : err({ kind: outcome.kind });
}

function goOn(parts: OrdersParts, held: HeldOrder): ReturnType<Orders['goOn']> {
  if (parts.shopper() === null) return err({ kind: 'no-session' });
  const now = held.current();
  if (now?.kind !== 'shown') return err({ kind: 'no-order' });
  parts.touch();
  const before: Held = { ...now, receipt: null };
  held.show(before);
  void refresh(parts, before).then((fresh) => {
    if (held.current() === before && fresh !== null) held.show(fresh);
  });
  return done;
}
