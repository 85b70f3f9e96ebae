import { expect } from 'vitest';
import type { LockAddress } from '../../../hardware/contract/lock-board.ts';
import type { ReturnDeposited } from '../../../src/contract/events/silo-operations.ts';
import type { ReturnPermit } from '../../../src/contract/hub/silo.ts';
import type { OrderLine } from '../../../src/contract/orders.ts';
import type { Locale } from '../../../src/contract/schema.ts';
import type { PassBody } from '../../../src/contract/pass/pass.ts';
import type { SiloState } from '../../../src/contract/station/silo-views.ts';
import { orderNumber } from '../../../src/core/orders/order-number.ts';
import type { OrderId, PassId } from '../../../src/kernel/ids.ts';
import { done, expectOk } from '../../../src/kernel/result.ts';
import type { CompartmentRow, CompartmentState, OrderRow, ParcelRow } from '../../../src/station/ports/store.ts';
import { codeOf, passBody } from './shop.ts';
import { good, TestStation, type TestStationOptions } from './test-station.ts';

type StateOf<K extends SiloState['kind']> = Extract<SiloState, { readonly kind: K }>;

/** Two shirts, and one pair of shoes. */
export const bought: readonly OrderLine[] = [line('CAM-M', 'Camisa de lino', 'shirt', 2), line('ZAP-42', 'Zapato de piel', 'shoes', 1)];

/** Somebody who brings goods back to a test station: what they show, press, and do with their hands. */
export class ReturnShop {
  readonly shop: TestStation;

  private constructor(shop: TestStation) {
    this.shop = shop;
  }

  /** A station whose compartments staff have seen empty. */
  static async start(options: TestStationOptions = {}): Promise<ReturnShop> {
    const returning = new ReturnShop(await TestStation.start(options));
    if (options.from === undefined) returning.putAll('free-verified');
    return returning;
  }

  get ask() {
    return this.shop.station.intents.returns;
  }

  get kind(): SiloState['kind'] {
    return this.shop.silo.kind;
  }

  /** The deposits that the hub is told of. */
  get deposits(): readonly ReturnDeposited[] {
    return this.shop.operations.flatMap((operation) => (operation.kind === 'return.deposited' ? [operation] : []));
  }

  /** The marks that head office sees, in order. */
  get marks(): readonly string[] {
    return this.shop.operations.flatMap((operation) => (operation.kind === 'compartment.marked' ? [operation.mark] : []));
  }

  /** The returns that were begun, in whatever state. */
  get parcels(): readonly ParcelRow[] {
    const intents = this.shop.store.tables.intents;
    const ids = new Set(intents.live().map(({ parcelId }) => parcelId));
    for (const row of this.shop.store.read.compartments()) ids.add(row.parcelId);
    return [...ids].flatMap((id) => {
      const parcel = id === null ? null : this.shop.store.read.parcel(id);
      return parcel?.kind === 'return' ? [parcel] : [];
    });
  }

  /** What the screen draws, which must be this. */
  state<K extends SiloState['kind']>(kind: K): StateOf<K> {
    const { silo } = this.shop;
    if (!isOf(silo, kind)) throw new Error(`the silo shows ${silo.kind}, not ${kind}`);
    return silo;
  }

  /** An order that was loaded here and collected with its code; all doors closed and quiet again. */
  async collected(n: number, changes: Partial<OrderRow> = {}): Promise<{ readonly orderId: OrderId; readonly code: string; readonly number: string }> {
    const { shop } = this;
    const number = orderNumber('K1', n);
    const orderId = shop.paidOrder(n, { number, lines: [...bought], ...changes });
    const { code, address } = await shop.loadParcel(orderId);
    expect(await shop.scan(code)).toBe('ok');
    await shop.advance(1500);
    shop.boards.closeDoor(address);
    await shop.advance(15_000);
    expect(shop.silo).toEqual({ kind: 'ready' });
    return { orderId, code, number };
  }

  /** Lets the order's hand-over be so many days ago. */
  age(orderId: OrderId, days: number): void {
    const { store } = this.shop;
    const parcel = store.read.parcelOfOrder(orderId);
    if (parcel === null || parcel.collectedAt === null) throw new Error('nothing was collected');
    const { collectedAt } = parcel;
    expectOk(
      store.commit((tx) => {
        tx.putParcel({ ...parcel, collectedAt: collectedAt - days * 86_400_000 });
        return done;
      }),
      'the hand-over',
    );
  }

  /** Presses "return something" and shows a code. */
  async show(code: string): Promise<SiloState['kind']> {
    if (this.kind !== 'return-identify' && this.kind !== 'return-wait') good(await this.ask.begin({}));
    await this.shop.scan(code);
    return this.kind;
  }

  /** From the code to the choice of a size: one shirt that is too small. */
  async choose(code: string): Promise<void> {
    if ((await this.show(code)) === 'return-goods') {
      good(await this.ask.setQuantity({ sku: 'CAM-M', quantity: 1 }));
      good(await this.ask.next({}));
      if (this.shop.silo.kind === 'return-reason') good(await this.ask.setReason({ sku: 'CAM-M', reason: 'size' }));
    } else good(await this.ask.next({}));
    this.state('return-size');
  }

  /** Opens a door, and answers with its lock and number once it stands open. */
  async open(locale: Locale = 'es'): Promise<{ readonly address: LockAddress; readonly number: number; readonly row: CompartmentRow }> {
    good(await this.ask.open({ locale }));
    await this.shop.advance(1500);
    const row = this.rowOf(this.state('return-open').door.number);
    return { address: { board: row.board, lock: row.lock }, number: row.number, row };
  }

  /** Opens a door, puts the goods in, closes it, and is asked. */
  async putAndClose(locale: Locale = 'es'): Promise<{ readonly address: LockAddress; readonly number: number }> {
    const { address, number } = await this.open(locale);
    this.shop.boards.closeDoor(address);
    await this.shop.advance(1500);
    expect(this.state('return-ask').door.number).toBe(number);
    return { address, number };
  }

  /** The whole return, from the code to the receipt's number. */
  async bring(code: string): Promise<string> {
    await this.choose(code);
    await this.putAndClose();
    good(await this.ask.answer({ answer: 'placed' }));
    await this.shop.advance(0);
    const { receipt } = this.state('return-done');
    good(await this.ask.end({}));
    await this.shop.advance(6000);
    return receipt;
  }

  rowOf(number: number): CompartmentRow {
    const row = this.shop.store.read.compartments().find((candidate) => candidate.number === number);
    if (row === undefined) throw new Error(`no door ${number}`);
    return row;
  }

  /** Every compartment that `where` names becomes this, whatever it was. */
  putAll(state: CompartmentState, where: (row: CompartmentRow) => boolean = () => true): void {
    const { store } = this.shop;
    expectOk(
      store.commit((tx) => {
        for (const row of tx.compartments()) if (where(row) && row.state !== state) tx.putCompartment({ ...row, state, needsCheck: false });
        return done;
      }),
      'the compartments',
    );
  }

  /** Tells the station of a return that its customer announced. */
  permit(permit: ReturnPermit): void {
    expectOk(
      this.shop.store.commitTables((tables) => {
        tables.silo.putPermit(permit);
        return done;
      }),
      'the permit',
    );
  }
}

/** The code of return `n`, good at every bank of the tenant. */
export function returnCode(n: number, change: Partial<PassBody> = {}): string {
  return codeOf(passBody(n, { kind: 'return', bank: 'any', passId: returnIdOf(n), ...change }));
}

export function returnIdOf(n: number): PassId {
  return (0xbe00 + n).toString(16).padStart(32, '0') as PassId;
}

function line(sku: string, title: string, garment: OrderLine['picture']['garment'], quantity: number): OrderLine {
  const picture = { kind: 'drawing', garment, colour: '#2244aa', pattern: 'plain' } as const;
  return { sku, title, size: 'M', colour: 'Azul', picture, quantity, unitPrice: { minor: 3995, currency: 'EUR' } };
}

function isOf<K extends SiloState['kind']>(state: SiloState, kind: K): state is StateOf<K> {
  return state.kind === kind;
}
