import type { HardwareClock } from '../../contract/clock.ts';
import type { Link, LinkProblem, OpenLink } from '../../contract/link.ts';
import type { Printer, PrintOutcome, ReceiptDocument } from '../../contract/printer.ts';
import { PortKeeper } from '../../session/port-keeper.ts';
import { encodeReceipt, type EscPosFormat } from './esc-pos-encoding.ts';
import { encodeStatusQuestion, isStatusAnswer, readStatusAnswer, type StatusQuestion } from './esc-pos-status.ts';

/** What a receipt printer is made of. */
export interface EscPosPrinterOptions extends EscPosFormat {
  readonly link: Link;
  readonly clock: HardwareClock;
}

/** A printer answers a real-time question at once; this long without an answer and it is off. Milliseconds. */
const answerWithinMs = 500;
/** A receipt that has not left after its time on the wire and this long is stuck, and so is the port. Milliseconds. */
const writeGraceMs = 10_000;
/** Cover and paper come before "offline", which is only their consequence. */
const questions: readonly StatusQuestion[] = [2, 4, 1];

/** An ESC/POS printer. It is asked for its state before and after each receipt: only then is `printed` more than a hope. */
export function createEscPosPrinter(options: EscPosPrinterOptions): Printer {
  return new EscPosPrinter(options);
}

class EscPosPrinter implements Printer {
  readonly #options: EscPosPrinterOptions;
  readonly #keeper: PortKeeper;
  #port: OpenLink | null = null;
  #problem = 'The port is not open yet.';
  #onAnswer: (byte: number) => void = () => undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: EscPosPrinterOptions) {
    this.#options = options;
    this.#keeper = new PortKeeper(options.link, options.clock, {
      onUp: (port) => {
        this.#port = port;
      },
      onDown: (problem) => {
        this.#port = null;
        this.#problem = problem.detail;
      },
      onBytes: (bytes) => {
        for (const byte of bytes) if (isStatusAnswer(byte)) this.#onAnswer(byte);
      },
    });
    this.#keeper.start();
  }

  /** Receipts are printed one after the other, in the order of the calls. */
  print(document: ReceiptDocument): Promise<PrintOutcome> {
    const outcome = this.#last.then(() => this.#print(document));
    this.#last = outcome;
    return outcome;
  }

  async close(): Promise<void> {
    this.#port = null;
    await this.#keeper.close();
  }

  async #print(document: ReceiptDocument): Promise<PrintOutcome> {
    const port = this.#port;
    if (port === null) return { kind: 'offline', detail: this.#problem };
    const before = await this.#findTrouble(port);
    if (before !== null) return before;
    const problem = await this.#write(port, encodeReceipt(document, this.#options));
    if (problem !== undefined) return { kind: 'offline', detail: problem.detail };
    return (await this.#findTrouble(port)) ?? { kind: 'printed' };
  }

  /** Somebody waits for this paper, and so do the receipts after it: a port that takes no bytes any more is opened anew. */
  #write(port: OpenLink, bytes: Uint8Array): Promise<LinkProblem | undefined> {
    const { clock, link } = this.#options;
    const stuck: LinkProblem = { kind: 'failed', detail: 'The printer takes no bytes any more.' };
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

  async #findTrouble(port: OpenLink): Promise<PrintOutcome | null> {
    for (const question of questions) {
      const byte = await this.#ask(port, question);
      if (byte === null) return { kind: 'offline', detail: 'The printer does not answer.' };
      const trouble = readStatusAnswer(question, byte);
      if (trouble === 'offline') return { kind: 'offline', detail: 'The printer says that it is offline.' };
      if (trouble !== 'none') return { kind: trouble };
    }
    return null;
  }

  #ask(port: OpenLink, question: StatusQuestion): Promise<number | null> {
    const { clock, link } = this.#options;
    return new Promise((resolve) => {
      let cancel = (): void => undefined;
      const finish = (byte: number | null): void => {
        cancel();
        this.#onAnswer = () => undefined;
        resolve(byte);
      };
      this.#onAnswer = finish;
      void port.write(encodeStatusQuestion(question)).then((problem) => {
        if (problem !== undefined) finish(null);
      });
      cancel = clock.after(answerWithinMs + link.wireTimeMs(4), () => finish(null));
    });
  }
}
