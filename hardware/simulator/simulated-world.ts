import type { HardwareClock } from '../contract/clock.ts';
import type { Result } from '../contract/result.ts';
import { toHex } from '../wire/hex.ts';
import { runBankCommand } from './bank-command.ts';
import type { SimulatorEvent } from './bank-simulator.ts';
import { coilUses, openDoors } from './bank-state.ts';
import type { CableEnd } from './cable.ts';
import type { ProcessWishes } from './process-flags.ts';
import { type BusState, SimulatedBus } from './simulated-bus.ts';
import type { SlipPicture } from './paper-pictures.ts';
import { type PrinterSight, type ScannerState, SimulatedPrinter, SimulatedScanner } from './simulated-peripherals.ts';
import { parseWorldCommand, type WorldCommand } from './world-command.ts';

/** A line of JSON that the program tells. */
export type EventLine = Readonly<Record<string, unknown>> & { readonly event: string };

/** Where everything can be reached. `path` or `port` are the first bus's, for who has only one. */
export interface WorldEnds {
  readonly buses: readonly ({ readonly name: string; readonly family: string } & CableEnd)[];
  readonly scanner?: CableEnd;
  readonly printer?: CableEnd;
}

/** All that can be seen of the simulated devices. */
export interface WorldState {
  readonly buses: readonly BusState[];
  readonly scanner: ScannerState | null;
  readonly printer: PrinterSight | null;
}

/** What the world is made of. */
export interface WorldOptions {
  readonly wishes: ProcessWishes;
  readonly clock: HardwareClock;
  onLine(line: EventLine): void;
}

/** All simulated devices of the program: buses of boards, a scanner, a printer. Takes lines of JSON, tells lines of JSON. */
export class SimulatedWorld {
  readonly #options: WorldOptions;
  readonly #buses: readonly SimulatedBus[];
  readonly #scanner: SimulatedScanner | null;
  readonly #printer: SimulatedPrinter | null;

  constructor(options: WorldOptions) {
    const { wishes, clock } = options;
    this.#options = options;
    this.#buses = wishes.buses.map((wish, index) => {
      const pipe = typeof wishes.pipe === 'number' && wishes.pipe > 0 ? wishes.pipe + index : wishes.pipe;
      return new SimulatedBus({ wish, wishes, pipe, clock, onEvent: (event) => options.onLine({ ...eventLine(event), ...this.#busKey(wish.name) }) });
    });
    this.#scanner = wishes.hasScanner ? new SimulatedScanner(wishes.names) : null;
    this.#printer = wishes.hasPrinter ? new SimulatedPrinter(wishes.names) : null;
  }

  /** Plugs everything in. The error is one sentence. */
  async start(): Promise<Result<WorldEnds, string>> {
    const buses: WorldEnds['buses'][number][] = [];
    for (const bus of this.#buses) {
      const plugged = await bus.plug();
      if (!plugged.ok) return plugged;
      buses.push({ name: bus.name, family: bus.simulator.side.family, ...plugged.value });
    }
    const scanner = await this.#scanner?.start();
    if (scanner?.ok === false) return scanner;
    const printer = await this.#printer?.start();
    if (printer?.ok === false) return printer;
    return {
      ok: true,
      value: { buses, ...(scanner === undefined ? {} : { scanner: scanner.value }), ...(printer === undefined ? {} : { printer: printer.value }) },
    };
  }

  /** Does what one line of JSON says. The error is one sentence; nothing was done then. */
  async run(line: string): Promise<Result<'done', string>> {
    const parsed = parseWorldCommand(line);
    return parsed.ok ? this.#do(parsed.value) : parsed;
  }

  state(): WorldState {
    return {
      buses: this.#buses.map((bus) => bus.state()),
      scanner: this.#scanner?.state() ?? null,
      printer: this.#printer?.state() ?? null,
    };
  }

  /** The last slips, the newest first. */
  get slips(): readonly SlipPicture[] {
    return this.#printer?.slips() ?? [];
  }

  async close(): Promise<void> {
    await Promise.all([...this.#buses.map((bus) => bus.unplug()), this.#scanner?.close(), this.#printer?.close()]);
  }

  async #do(command: WorldCommand): Promise<Result<'done', string>> {
    switch (command.kind) {
      case 'bank':
        return this.#onBus(command.bus, (bus) => Promise.resolve(runBankCommand(bus.simulator, command.command)));
      case 'plug':
        return this.#onBus(command.bus, (bus) => this.#plug(bus));
      case 'unplug':
        return this.#onBus(command.bus, async (bus) => {
          await bus.unplug();
          return this.#tell({ event: 'cable', ...this.#busKey(bus.name), state: 'unplugged' });
        });
      case 'coils':
        return this.#onBus(command.bus, ({ name, simulator }) =>
          Promise.resolve(this.#tell({ event: 'coils', ...this.#busKey(name), coils: coilUses(simulator) })),
        );
      case 'state':
        return this.#tell({
          event: 'state',
          open: this.#buses.flatMap(({ name, simulator }) => openDoors(simulator).map((door) => ({ ...door, ...this.#busKey(name) }))),
        });
      case 'scan':
        if (this.#scanner === null) return { ok: false, error: 'There is no scanner; --scanner gives one.' };
        this.#scanner.scan(command.code, command.aim);
        return done;
      case 'printer':
        if (this.#printer === null) return { ok: false, error: 'There is no printer; --printer gives one.' };
        this.#printer.setCondition(command.condition);
        return done;
    }
  }

  async #plug(bus: SimulatedBus): Promise<Result<'done', string>> {
    const plugged = await bus.plug();
    return plugged.ok ? this.#tell({ event: 'cable', ...this.#busKey(bus.name), state: 'plugged', ...plugged.value }) : plugged;
  }

  #onBus(name: string | null, run: (bus: SimulatedBus) => Promise<Result<'done', string>>): Promise<Result<'done', string>> {
    const bus = name === null ? this.#buses[0] : this.#buses.find((each) => each.name === name);
    return bus === undefined ? Promise.resolve({ ok: false, error: `There is no bus ${name ?? 'at all'} here.` }) : run(bus);
  }

  #tell(line: EventLine): Result<'done', string> {
    this.#options.onLine(line);
    return done;
  }

  /** Which bus a line is about is told only where there are several. */
  #busKey(name: string): { bus?: string } {
    return this.#options.wishes.buses.length > 1 ? { bus: name } : {};
  }
}

const done = { ok: true, value: 'done' } as const;

function eventLine(event: SimulatorEvent): EventLine {
  const atMs = Math.round(event.atMs * 10) / 10;
  switch (event.kind) {
    case 'frame':
      return { event: 'frame', direction: event.direction, hex: toHex(event.bytes), meaning: event.meaning, atMs };
    case 'pulse':
      return { event: 'pulse', ...event.address, atMs };
    case 'door':
      return { event: 'door', ...event.address, state: event.state, by: event.by, atMs };
  }
}
