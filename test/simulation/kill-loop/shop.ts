import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { customerPhone } from '../../../scripts/demo/phone.ts';
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
  /** The text of its QR, once its customer has it from the slip or from the page behind their message. */
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

/** What stands on the page behind the link in the customer's message: the code, and what is typed in place of it. Null while there is none. */
export async function onPhone(
  { mailbox }: Shop,
  { number }: Piece,
): Promise<{ readonly code: string; readonly shortCode: string; readonly pin: string | null } | null> {
  const name = existsSync(mailbox)
    ? readdirSync(mailbox).find((candidate) => candidate.startsWith(`${number}-ready`) && candidate.endsWith('.eml'))
    : undefined;
  if (name === undefined) return null;
  const words = readFileSync(join(mailbox, name), 'latin1').replaceAll('\r\n', '\n').replaceAll('=\n', '').replaceAll('=3D', '=');
  const link = /https?:\/\/[^\s"<>]+\/p\/[\w-]+/.exec(words)?.[0];
  return link === undefined ? null : ((await customerPhone(link).order()).collect ?? null);
}
