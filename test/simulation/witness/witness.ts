import type { LockAddress } from '../../../hardware/contract/lock-board.ts';
import { exportAudit } from '../../../src/station/store/audit-export.ts';
import type { Box } from '../world/floor.ts';
import type { Life } from '../world/life.ts';
import type { World } from '../world/world.ts';

/** How the world's journal tells of a door: `00:04:11.250 door 3 open by pulse`. */
const doorLine = /^\S+ door (\d+) (open|closed) by (\w+)$/;

/** Stands in a simulated world and writes down what happens, in the format of `../checker/README.md`. It judges nothing. */
export class Witness {
  readonly #world: World;
  readonly #lines: string[] = [];
  /** Doors about which the station cannot know the truth now: a sensor that lies, a frame that the bus made of another, a crowbar. */
  readonly #lying = new Set<string>();
  /** Entries of the audit that are durable. */
  #audited = 0;

  /** Call it before anything happens in the world. */
  constructor(world: World) {
    this.#world = world;
    this.#lines.push(JSON.stringify({ kind: 'world', version: 1, source: 'simulation' }));
    const { books, doors, floor, journal } = world;
    const [committed, born] = [books.committed.bind(books), books.born.bind(books)];
    books.committed = (life) => {
      this.#heard(life);
      committed(life);
    };
    books.born = (life) => {
      this.#heard(life);
      born(life);
    };
    const leaves = doors.unlockLeaves.bind(doors);
    doors.unlockLeaves = (address) => {
      this.#unlocked(address);
      leaves(address);
    };
    const [put, take] = [floor.put.bind(floor), floor.take.bind(floor)];
    floor.put = (box, thing) => {
      put(box, thing);
      this.#write('put', { compartment: box.compartmentId, thing: thing.name, what: thing.kind });
    };
    floor.take = (box, thing) => {
      const isTaken = take(box, thing);
      if (isTaken) this.#write('took', { compartment: box.compartmentId, thing: thing.name });
      return isTaken;
    };
    const onLine = journal.onLine;
    journal.onLine = (line) => {
      this.#read(line);
      onLine?.(line);
    };
  }

  /** The world's log, when the world is at its end: what the hub has comes last. */
  log(): string {
    const { hub, books } = this.#world;
    this.#noteLies();
    for (const { seq, operationId, operation } of hub.applied) {
      const facts = 'parcelId' in operation ? { parcelId: operation.parcelId } : {};
      this.#lines.push(JSON.stringify({ kind: 'hub', seq, id: operationId, what: operation.kind, facts }));
    }
    this.#lines.push(JSON.stringify({ kind: 'made', operations: books.operations.length }), JSON.stringify({ kind: 'end' }));
    return this.#lines.map((line) => `${line}\n`).join('');
  }

  /** The station's own audit, as it is exported. */
  async audit(): Promise<string> {
    const lines: string[] = [];
    const { life } = this.#world;
    if (life === null) throw new Error('the station is off at the end of the world');
    await exportAudit(life.store, (line) => void lines.push(`${line}\n`));
    return lines.join('');
  }

  #heard({ store }: Life): void {
    this.#audited = store.read.auditHead().seq;
  }

  #unlocked(address: LockAddress): void {
    const { floor, life, wall } = this.#world;
    const box = floor.at(address);
    // A clock that jumps tells no age.
    const at = life !== null && wall.offset === 0 && wall.drift === 0 ? { at: life.clock.now() } : {};
    if (box !== null) this.#write('unlock', { compartment: box.compartmentId, ...at });
  }

  #read(line: string): void {
    const [, number, state, by] = doorLine.exec(line) ?? [];
    const box = this.#world.floor.boxes.find((one) => String(one.number) === number);
    if (box === undefined) return;
    const isStray = by === 'pulse' && box.tainted !== null;
    this.#write('door', { compartment: box.compartmentId, state, by: isStray ? 'fault' : by === 'pulse' ? 'pulse' : 'hand' });
  }

  #write(kind: string, facts: Readonly<Record<string, unknown>>): void {
    this.#noteLies();
    this.#lines.push(JSON.stringify({ kind, audited: this.#audited, ...facts }));
  }

  #noteLies(): void {
    for (const box of this.#world.floor.boxes) {
      const lies = this.#isLying(box);
      if (lies === this.#lying.has(box.compartmentId)) continue;
      if (lies) this.#lying.add(box.compartmentId);
      else this.#lying.delete(box.compartmentId);
      this.#lines.push(JSON.stringify({ kind: 'lies', audited: this.#audited, compartment: box.compartmentId, on: lies }));
    }
  }

  #isLying({ tainted, liesUntil }: Box): boolean {
    return tainted !== null || liesUntil >= this.#world.clock.monotonic();
  }
}
