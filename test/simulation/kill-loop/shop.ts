import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Money } from '../../../src/kernel/money.ts';
import { decodePassBody, readPassText } from '../../../src/contract/pass/lk1.ts';
import { expectOk } from '../../../src/kernel/result.ts';
import type { Floor } from './floor.ts';
import type { WorldLog } from './world-log.ts';

/** One ordered thing, and what its people know of it. Where it really is, the floor knows. */
export interface Piece {
  /** Its name in the world's log. */
  readonly thing: string;
  readonly orderId: string;
  readonly number: string;
  readonly total: Money;
  isPaid: boolean;
  /** Where staff were told that it lies, or read it in its order's state after a kill; null: in nobody's compartment. */
  loadedIn: string | null;
  /** The text of its QR, once somebody has read the slip. */
  code: string | null;
  /** Has its customer got it in their hands? */
  isTaken: boolean;
  /** Was its customer thanked? */
  isThanked: boolean;
  /** Did it come back to the shop, after which nobody waits for it any more? */
  isReturned: boolean;
}

/** The people's side of the world: what was ordered, their own log, and their dice. */
export interface Shop {
  readonly pieces: Piece[];
  readonly floor: Floor;
  readonly log: WorldLog;
  /** The hub's folder of messages. */
  readonly mailbox: string;
  /** A number in [0, 1). */
  chance(): number;
  /** Something that must never be, in one sentence. */
  wrong(kind: 'lost' | 'wrong door', sentence: string): void;
}

/** One of them, by the dice; null of none. */
export function pick<T>({ chance }: Pick<Shop, 'chance'>, from: readonly T[]): T | null {
  return from[Math.floor(chance() * from.length)] ?? null;
}

/** A length between the two, by the dice, in milliseconds. */
export function between({ chance }: Pick<Shop, 'chance'>, least: number, most: number): number {
  return least + chance() * (most - least);
}

/** The id of the pass that a code carries. */
export function passOf(code: string): string {
  const text = expectOk(readPassText(code), 'the slip has a code');
  return expectOk(decodePassBody(text.bodyBytes), 'the code has a body').passId;
}

/** What the message about a piece says for who has no code: its short code and its PIN. Null while it has not come. */
export function mailOf({ mailbox }: Shop, { number }: Piece): { readonly shortCode: string; readonly pin: string } | null {
  const name = existsSync(mailbox)
    ? readdirSync(mailbox).findLast((candidate) => candidate.startsWith(`${number}-ready`) && candidate.endsWith('.eml'))
    : undefined;
  if (name === undefined) return null;
  const words = readFileSync(join(mailbox, name), 'latin1').replaceAll('\r\n', '\n').replaceAll('=\n', '').replaceAll('=3D', '=');
  const shortCode = /: ([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z])\s/.exec(words)?.[1];
  const pin = /PIN: (\d{6})\s/.exec(words)?.[1];
  return shortCode === undefined || pin === undefined ? null : { shortCode: shortCode.replaceAll('-', ''), pin };
}
