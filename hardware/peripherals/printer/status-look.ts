import type { HardwareClock } from '../../contract/clock.ts';
import type { OpenLink } from '../../contract/link.ts';
import type { PrinterState } from '../../contract/printer.ts';
import { encodeStatusQuestion, isStatusAnswer, type PrinterTrouble, readStatusAnswer, type StatusQuestion } from './esc-pos-status.ts';

/** How a printer was found. `isSilent`: it answered nothing at all. */
export interface PrinterLook {
  readonly state: PrinterState;
  /** One sentence for a technician where `state` is `offline`. */
  readonly detail: string;
  readonly isSilent: boolean;
}

/** A printer answers a real-time question at once; this long without an answer and it is off. Milliseconds. */
const answerWithinMs = 500;

const errorDetails: Readonly<Partial<Record<PrinterTrouble, string>>> = {
  cutter: 'The cutter is blocked.',
  broken: 'The printer reports an error that it cannot leave by itself. Switch it off and on.',
  'too-hot': 'The print head is too hot. It goes on by itself.',
};

/** Asks a printer how it is, one question at a time, because its answers do not say what they answer. */
export class StatusLook {
  readonly #clock: HardwareClock;
  readonly #wireTimeMs: (count: number) => number;
  #onAnswer: (byte: number) => void = () => undefined;

  constructor(clock: HardwareClock, wireTimeMs: (count: number) => number) {
    this.#clock = clock;
    this.#wireTimeMs = wireTimeMs;
  }

  /** Takes what the printer sent. What is no answer, or none that anybody waits for, is passed over. */
  heard(bytes: Uint8Array): void {
    for (const byte of bytes) if (isStatusAnswer(byte)) this.#onAnswer(byte);
  }

  /** Cover and paper come before "offline", which is only their consequence; "near its end" comes last, since it is only a warning. */
  async take(port: OpenLink): Promise<PrinterLook> {
    const cause = await this.#ask(port, 2);
    if (cause === 'silent') return silent;
    if (cause === 'cover-open' || cause === 'paper-out') return { state: cause, detail: '', isSilent: false };
    if (cause === 'error') return this.#error(port);
    const paper = await this.#ask(port, 4);
    if (paper === 'silent') return silent;
    if (paper === 'paper-out') return { state: paper, detail: '', isSilent: false };
    const printer = await this.#ask(port, 1);
    if (printer === 'silent') return silent;
    if (printer === 'offline') return offline('The printer says that it is offline.');
    return { state: paper === 'paper-near-end' ? paper : 'ok', detail: '', isSilent: false };
  }

  async #error(port: OpenLink): Promise<PrinterLook> {
    const error = await this.#ask(port, 3);
    if (error === 'silent') return silent;
    return offline(errorDetails[error] ?? 'The printer reports an error.');
  }

  #ask(port: OpenLink, question: StatusQuestion): Promise<PrinterTrouble | 'silent'> {
    return new Promise((resolve) => {
      const finish = (trouble: PrinterTrouble | 'silent'): void => {
        cancel();
        this.#onAnswer = () => undefined;
        resolve(trouble);
      };
      const cancel = this.#clock.after(answerWithinMs + this.#wireTimeMs(4), () => finish('silent'));
      this.#onAnswer = (byte) => finish(readStatusAnswer(question, byte));
      void port.write(encodeStatusQuestion(question)).then((problem) => {
        if (problem !== undefined) finish('silent');
      });
    });
  }
}

const silent: PrinterLook = { state: 'offline', detail: 'The printer does not answer.', isSilent: true };

function offline(detail: string): PrinterLook {
  return { state: 'offline', detail, isSilent: false };
}
