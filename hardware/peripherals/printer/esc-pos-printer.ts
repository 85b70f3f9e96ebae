import type { HardwareClock } from '../../contract/clock.ts';
import type { Link, LinkProblem, OpenLink } from '../../contract/link.ts';
import type { Printer, PrinterState, PrintOutcome, ReceiptDocument } from '../../contract/printer.ts';
import { PortKeeper } from '../../session/port-keeper.ts';
import { encodeReceipt, type EscPosFormat } from './esc-pos-encoding.ts';
import { type PrinterLook, StatusLook } from './status-look.ts';

/** What a receipt printer is made of. */
export interface EscPosPrinterOptions extends EscPosFormat {
  readonly link: Link;
  readonly clock: HardwareClock;
  /** Does it answer DLE EOT? Write-only USB adapters and some cheap models never do; they print blind. */
  readonly answersStatus: boolean;
}

/** A printer that can be sent other things than receipts, when it has nothing to do. */
export interface EscPosPrinter extends Printer {
  /** Sends a short command now, or not at all: `failed` while the port is closed or a receipt is being printed. */
  sendWhenIdle(bytes: Uint8Array): Promise<'sent' | 'failed'>;
}

/** Rest between two looks at a printer that has nothing to do. Milliseconds. */
const lookRestMs = 3000;
/** A receipt that has not left after its time on the wire and this long is stuck, and so is the port. Milliseconds. */
const writeGraceMs = 10_000;
/** So many looks in a row without any answer, and the port is opened anew: a network printer that lost its power leaves a dead connection. */
const silencesUntilReopen = 3;

const stuck: LinkProblem = { kind: 'failed', detail: 'The printer takes no bytes any more.' };
const mute: LinkProblem = { kind: 'failed', detail: 'The printer does not answer.' };

/**
 * An ESC/POS printer. It is asked for its state every few seconds at rest, and before and after each receipt: only then is `printed` more than
 * a hope.
 *
 * ```
 *  port up  look  rest 3 s  look  | print: look, bytes, look |  rest 3 s  look ...      one thing at a time, in the order of the calls
 * ```
 */
export function createEscPosPrinter(options: EscPosPrinterOptions): EscPosPrinter {
  return new SerialEscPosPrinter(options);
}

class SerialEscPosPrinter implements EscPosPrinter {
  readonly #options: EscPosPrinterOptions;
  readonly #keeper: PortKeeper;
  readonly #look: StatusLook;
  readonly #listeners = new Set<(state: PrinterState) => void>();
  #state: PrinterState = 'offline';
  #port: OpenLink | null = null;
  #problem = 'The port is not open yet.';
  #silences = 0;
  #receipts = 0;
  #last: Promise<unknown> = Promise.resolve();
  #cancelRest: () => void = () => undefined;

  constructor(options: EscPosPrinterOptions) {
    this.#options = options;
    this.#look = new StatusLook(options.clock, (count) => options.link.wireTimeMs(count));
    this.#keeper = new PortKeeper(options.link, options.clock, {
      onUp: (port) => this.#rose(port),
      onDown: (problem) => this.#fell(problem),
      onBytes: (bytes) => this.#look.heard(bytes),
    });
    this.#keeper.start();
  }

  get state(): PrinterState {
    return this.#state;
  }

  onState(listener: (state: PrinterState) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#state);
    return () => this.#listeners.delete(listener);
  }

  print(document: ReceiptDocument): Promise<PrintOutcome> {
    this.#receipts += 1;
    return this.#inTurn(() => this.#print(document)).finally(() => {
      this.#receipts -= 1;
    });
  }

  sendWhenIdle(bytes: Uint8Array): Promise<'sent' | 'failed'> {
    const port = this.#port;
    if (port === null || this.#receipts > 0) return Promise.resolve('failed');
    return this.#inTurn(async () => ((await this.#write(port, bytes)) === undefined ? 'sent' : 'failed'));
  }

  async close(): Promise<void> {
    this.#port = null;
    this.#cancelRest();
    this.#turn('offline');
    this.#listeners.clear();
    await this.#keeper.close();
  }

  #rose(port: OpenLink): void {
    this.#port = port;
    this.#silences = 0;
    if (this.#options.answersStatus) this.#lookAgain(port, 0);
    else this.#turn('unknown');
  }

  #fell(problem: LinkProblem): void {
    this.#port = null;
    this.#problem = problem.detail;
    this.#cancelRest();
    this.#turn('offline');
  }

  #turn(state: PrinterState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }

  #inTurn<T>(job: () => Promise<T>): Promise<T> {
    const done = this.#last.then(job);
    this.#last = done;
    return done;
  }

  #lookAgain(port: OpenLink, restMs: number): void {
    this.#cancelRest = this.#options.clock.after(restMs, () => {
      void this.#inTurn(async () => {
        if (port === this.#port) await this.#lookAt(port);
        if (port === this.#port) this.#lookAgain(port, lookRestMs);
      });
    });
  }

  async #print(document: ReceiptDocument): Promise<PrintOutcome> {
    const port = this.#port;
    if (port === null) return { kind: 'offline', detail: this.#problem };
    const before = await this.#troubleOf(port);
    if (before !== null) return before;
    const problem = await this.#write(port, encodeReceipt(document, this.#options));
    if (problem !== undefined) return { kind: 'offline', detail: problem.detail };
    return (await this.#troubleOf(port)) ?? { kind: 'printed' };
  }

  async #troubleOf(port: OpenLink): Promise<PrintOutcome | null> {
    if (!this.#options.answersStatus) return null;
    const { state, detail } = await this.#lookAt(port);
    if (state === 'paper-out' || state === 'cover-open') return { kind: state };
    return state === 'offline' ? { kind: 'offline', detail } : null;
  }

  async #lookAt(port: OpenLink): Promise<PrinterLook> {
    const look = await this.#look.take(port);
    if (port !== this.#port) return { ...look, state: 'offline', detail: this.#problem };
    this.#turn(look.state);
    this.#silences = look.isSilent ? this.#silences + 1 : 0;
    if (this.#silences >= silencesUntilReopen) this.#keeper.reopen(mute);
    return look;
  }

  /** Somebody waits for this paper, and so do the receipts after it: a port that takes no bytes any more is opened anew. */
  #write(port: OpenLink, bytes: Uint8Array): Promise<LinkProblem | undefined> {
    const { clock, link } = this.#options;
    return new Promise((resolve) => {
      const cancel = clock.after(link.wireTimeMs(bytes.length) + writeGraceMs, () => {
        resolve(stuck);
        this.#keeper.reopen(stuck);
      });
      void port.write(bytes).then((problem) => {
        cancel();
        resolve(problem);
      });
    });
  }
}
