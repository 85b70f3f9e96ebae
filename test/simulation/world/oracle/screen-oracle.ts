import type { Journal } from '../journal.ts';
import type { Life } from '../life.ts';
import { canaryOf, type Orders } from '../orders.ts';

/** Judges what the next person sees when they step before a screen: promise 9. */
export class ScreenOracle {
  readonly #journal: Journal;
  readonly #orders: Orders;

  readonly #people: ReadonlySet<string>;

  constructor(journal: Journal, orders: Orders, people: ReadonlySet<string>) {
    this.#journal = journal;
    this.#orders = orders;
    this.#people = people;
  }

  /** Somebody arrives. Nothing of anybody else may stand on a screen that counts as free. */
  arrive({ station }: Life, name: string, screen: 'silo' | 'kiosk' | 'staff'): void {
    const { silo, kiosk, staff } = station.screens;
    if (screen === 'silo' && silo.current().state.kind === 'ready') this.#judge(name, JSON.stringify(silo.current()), screen);
    if (screen === 'kiosk' && kiosk.current().session === null) this.#judge(name, JSON.stringify(kiosk.current()), screen);
    const atDesk = staff.current();
    if (screen === 'staff' && atDesk.member === null && atDesk.courier === null) this.#judge(name, JSON.stringify(atDesk), screen);
  }

  #judge(name: string, view: string, screen: string): void {
    const other = this.#orders.all.find((order) => order.owner !== name && (view.includes(canaryOf(order.owner)) || view.includes(order.number)));
    const guest = [...this.#people].find((each) => each !== name && view.includes(canaryOf(each)));
    if (guest !== undefined) this.#journal.violate(9, `${name} sees what ${guest} typed on the ${screen}'s screen`);
    if (other !== undefined) this.#journal.violate(9, `${name} sees ${other.number} of ${other.owner} on the ${screen}'s screen`);
  }
}
