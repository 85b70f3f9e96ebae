import type { PassId, OrderId } from '../../../src/kernel/ids.ts';
import type { StationDatabase } from '../../../src/station/store/database.ts';
import { onStartAgain } from '../../../src/station/start-again.ts';
import { shirt, staff } from '../../flows/support/shop.ts';
import { TestStation } from '../../flows/support/test-station.ts';
import { type Expected, expectAlso, type Mark, nothingExpected } from '../powercut/marks.ts';
import type { RecorderControl } from '../shim/control.ts';

/** A journey on a disk that fails, as somebody who stood there tells it. */
export interface Told {
  /** What a person saw succeed, in order. */
  readonly saw: readonly string[];
  /** What the database must hold after the next start. */
  readonly expected: Expected;
  /** Rules that were broken. */
  readonly broken: readonly string[];
  readonly health: StationDatabase['health'];
  /** Did the station ask to be started again, within two minutes and a half? */
  readonly endsItself: boolean;
  /** Did the fault strike at all? */
  readonly hasStruck: boolean;
}

type Answer = { readonly ok: boolean; readonly error?: { readonly kind: string } };

/**
 * Somebody orders and pays, another collects the parcel that lies in the silo, on a station whose disk begins to fail when `begin` is
 * called. Every step may be refused; what matters is what is told of it, and what the doors do.
 */
export async function walk(folder: string, orderId: OrderId, control: RecorderControl, begin: () => void): Promise<Told> {
  const walking = new Walk(control);
  let shop: TestStation | null = null;
  shop = await TestStation.start({ from: folder, seed: 7, wallOffset: 600_000, onPulse: (address) => walking.pulse(shop, address) });
  try {
    walking.watch(shop);
    begin();
    await walking.collect(shop, orderId);
    await walking.order(shop);
    // Long enough for a station whose disk failed to close and ask to be started again.
    await shop.advance(150_000);
    return walking.told(shop);
  } finally {
    control.clear();
    shop.station.close();
    // What is in the file now is what the next start finds; closing tidies up as the end of the program would not.
    await shop.boards.stop();
  }
}

class Walk {
  readonly #control: RecorderControl;
  readonly #saw: string[] = [];
  readonly #broken: string[] = [];
  #expected: Expected = nothingExpected;
  #committedIntents: ReadonlySet<string> = new Set();
  #endsItself = false;

  constructor(control: RecorderControl) {
    this.#control = control;
  }

  /** Follows what the store answers: from then on, what it called durable must be there after every start. */
  watch(shop: TestStation): void {
    const { store } = shop;
    this.#expect({ kind: 'opened', epoch: store.epoch });
    const note = (): void => {
      this.#expect({ kind: 'commit', ...store.read.auditHead(), outbox: store.lastSeq() });
      this.#committedIntents = new Set(store.read.liveIntents().map(({ compartmentId }) => compartmentId));
    };
    note();
    const commit = store.commit.bind(store);
    store.commit = (work) => {
      const result = commit(work);
      if (result.ok) note();
      return result;
    };
    onStartAgain(
      { store, upkeep: { onRestoreRequested: () => () => {}, isRestoreRequested: () => false }, isDoorInHand: shop.station.isDoorInHand, clock: shop.clock },
      () => {
        this.#endsItself = true;
      },
    );
  }

  /** Promise 1 and rule R-06: an intent is durable before its pulse, and a failed disk opens nothing. */
  pulse(shop: TestStation | null, address: { readonly board: number; readonly lock: number }): void {
    if (shop === null) return;
    const row = shop.store.read.compartments().find(({ board, lock }) => board === address.board && lock === address.lock);
    if (row === undefined || !this.#committedIntents.has(row.compartmentId)) this.#broken.push('a door was opened on an intent that is not durable');
    if (shop.store.health === 'failed') this.#broken.push('a door was opened after the disk failed');
  }

  async collect(shop: TestStation, orderId: OrderId): Promise<void> {
    const passId = shop.store.read.parcelOfOrder(orderId)?.passId ?? ('' as PassId);
    const code = shop.store.read.pass(passId)?.code ?? '';
    const address = shop.addressOf(orderId);
    await shop.scan(code);
    await shop.advance(2500);
    if (shop.boards.isOpen(address)) shop.boards.closeDoor(address);
    await shop.advance(1200);
    if (shop.silo.kind === 'thanks') this.#see('collected', 'door.closed', null);
    await shop.advance(15_000);
  }

  async order(shop: TestStation): Promise<void> {
    const { kiosk, staff: clerk } = shop.station.intents;
    const before = shop.store.health;
    const steps: readonly (() => Promise<Answer>)[] = [
      () => kiosk.start({ locale: 'es' }),
      () => kiosk.add({ sku: 'CAM-M' }),
      () => kiosk.setFulfilment({ fulfilment: { kind: 'silo' } }),
      () => kiosk.setContact({ contact: { kind: 'email', email: 'ana@example.com' } }),
      () => kiosk.place({}),
    ];
    for (const step of steps) if (!(await this.#ask(step))) return;
    const placed = shop.station.screens.kiosk.current().session?.placed;
    if (placed == null) return;
    if (before !== 'ok') this.#broken.push(`an order was taken while the disk was ${before}`);
    this.#see('placed', 'order.placed', 'order.placed');
    if (!(await this.#ask(() => clerk.signIn({ badge: staff.badge, pin: staff.pin })))) return;
    const amount = shirt.variants[0]?.price ?? { minor: 0, currency: 'EUR' };
    if (await this.#ask(() => clerk.takePayment({ orderId: placed.orderId, tender: 'cash', amount }))) this.#see('paid', 'payment.taken', 'payment.taken');
  }

  told(shop: TestStation): Told {
    const hasStruck = this.#control.hasStruck();
    const { health } = shop.store;
    if (health === 'failed' && !this.#endsItself) this.#broken.push('the disk failed and the station goes on');
    if (health === 'failed' && shop.silo.kind === 'ready') this.#broken.push('the disk failed and the silo invites people');
    return { saw: this.#saw, expected: this.#expected, broken: this.#broken, health, endsItself: this.#endsItself, hasStruck };
  }

  #see(step: string, audit: string, operation: string | null): void {
    this.#saw.push(step);
    this.#expect({ kind: 'saw', step, operation, audit: operation === null ? audit : null });
  }

  #expect(mark: Mark): void {
    this.#expected = expectAlso(this.#expected, mark);
  }

  /** A step that a page asks for. Whatever the disk does, the page gets an answer. */
  async #ask(step: () => Promise<Answer>): Promise<boolean> {
    try {
      return (await step()).ok;
    } catch (error) {
      this.#broken.push(`a page was left without an answer: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }
}
