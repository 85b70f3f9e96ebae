import type { LockAddress } from '../../../hardware/contract/lock-board.ts';
import type { BankSimulator } from '../../../hardware/simulator/bank-simulator.ts';
import type { CompartmentId } from '../../../src/kernel/ids.ts';
import { compartmentIdOf } from '../../../src/station/app/boot/seed-bank.ts';
import { simLayout } from './shop-floor.ts';

/** A thing that somebody can hold: a parcel of an order, goods that come back, or what has no business in a silo. */
export interface Thing {
  readonly name: string;
  readonly kind: 'parcel' | 'return' | 'rubbish';
  /** Whose it is, as the person's name. */
  readonly owner: string;
  readonly orderId: string | null;
}

/** One compartment as it really is, whatever the station believes. */
export interface Box {
  readonly compartmentId: CompartmentId;
  readonly number: number;
  readonly address: LockAddress;
  readonly inside: Thing[];
  /** When its door last began to stand open, and last was shut, in the world's milliseconds. */
  openedAt: number;
  closedAt: number;
  /** A person looked inside, found it empty and said so; untrue again as soon as the door opens. */
  seenEmpty: boolean;
  /** Somebody looked inside and said what they saw; untrue again as soon as the door opens. */
  looked: boolean;
  /** What was said last at this door, since it opened. */
  said: string | null;
  /** Since when something happened to it that the station had no way to see; null: nothing did. */
  tainted: string | null;
  /** Until when its sensor cannot be believed. */
  liesUntil: number;
}

/** The shop floor: which doors are really open, and what really lies behind them. Nothing of the product knows it. */
export class Floor {
  readonly boxes: readonly Box[];
  readonly #boards: BankSimulator;

  constructor(boards: BankSimulator) {
    this.#boards = boards;
    this.boxes = simLayout.doors.map(({ board, lock, number }) => ({
      compartmentId: compartmentIdOf({ board, lock }),
      number,
      address: { board, lock },
      inside: [],
      openedAt: Number.NEGATIVE_INFINITY,
      closedAt: 0,
      seenEmpty: false,
      looked: false,
      said: null,
      tainted: null,
      liesUntil: Number.NEGATIVE_INFINITY,
    }));
  }

  box(compartmentId: string): Box {
    const found = this.boxes.find((box) => box.compartmentId === compartmentId);
    if (found === undefined) throw new Error(`no box ${compartmentId}`);
    return found;
  }

  at({ board, lock }: LockAddress): Box | null {
    return this.boxes.find(({ address }) => address.board === board && address.lock === lock) ?? null;
  }

  isOpen(box: Box): boolean {
    return this.#boards.isOpen(box.address);
  }

  /** A person who has looked inside says something of it. Whoever finds nothing and says so has seen it empty. */
  say(box: Box, answer: string): void {
    box.said = answer;
    box.looked = true;
    box.seenEmpty = box.inside.length === 0;
    if (answer !== 'left') box.tainted = null;
  }

  /** A door moves. */
  moved(box: Box, state: 'open' | 'closed', now: number): void {
    if (state === 'closed') {
      box.closedAt = now;
      return;
    }
    box.openedAt = now;
    Object.assign(box, { seenEmpty: false, looked: false, said: null });
  }

  /** Puts a thing behind an open door. */
  put(box: Box, thing: Thing): void {
    if (!this.isOpen(box)) throw new Error(`nothing can be put behind the closed door ${box.number}`);
    box.inside.push(thing);
  }

  /** Takes a thing out from behind an open door; false when it is not there. */
  take(box: Box, thing: Thing): boolean {
    const at = this.isOpen(box) ? box.inside.indexOf(thing) : -1;
    if (at !== -1) box.inside.splice(at, 1);
    return at !== -1;
  }

  /** Where a thing lies; null: behind no door. */
  find(thing: Thing): Box | null {
    return this.boxes.find((box) => box.inside.includes(thing)) ?? null;
  }

  shut(box: Box): void {
    this.#boards.closeDoor(box.address);
  }
}
