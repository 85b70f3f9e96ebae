import type { LinkProblem, OpenLink } from '../../contract/link.ts';
import type { TriggerOutcome } from '../../contract/scanner.ts';
import {
  encodeGm65Heartbeat,
  encodeGm65Read,
  encodeGm65Save,
  encodeGm65Write,
  type Gm65Answer,
  gm65AnswerLength,
  gm65SettingCodesClosed,
  gm65SettingCodesShown,
  gm65Zones,
} from '../../wire/gm65.ts';
import { type Gm65Piece, Gm65Sieve } from '../../wire/gm65-sieve.ts';
import { portClosed, type ScannerSide, type ScannerSurroundings } from './scanner-side.ts';

/** Rest between two heartbeats. With two missed answers a dead module is found within three seconds. Milliseconds. */
const heartbeatRestMs = 1500;
/** A module answers at once; this long without an answer, after the time on the wire, is a miss. Milliseconds. */
const answerWithinMs = 500;
/** So many questions in a row without an answer, and the module is down. One may be lost in the middle of a code. */
const missesUntilDown = 2;

const settingCodesMask = gm65SettingCodesClosed | gm65SettingCodesShown;
const silent: LinkProblem = { kind: 'failed', detail: 'The scanner module does not answer.' };
const notSet = 'The module still obeys printed setting codes. Close them by the setting code of its manual.';

/**
 * A Grow module: asked whether it is there, and set not to obey printed settings, because anybody can hold one before it.
 *
 * ```
 *  port up --> read zone 3 --> as wanted? --> heartbeat, rest, heartbeat, ...
 *                 |   no: write, save, read again      | no answer: read zone 3; no answer again:
 *                 '-- no answer, twice ------------->  down, port opened anew
 * ```
 * Firmware without the heartbeat answers the reading of a zone; it is asked that from then on, which also shows a module that lost its settings.
 */
export class Gm65Side implements ScannerSide {
  readonly #surroundings: ScannerSurroundings;
  readonly #sieve = new Gm65Sieve();
  #port: OpenLink | null = null;
  #isSet = false;
  #detail = '';
  #beatsByReading = false;
  #misses = 0;
  #hasHeard = false;
  #last: Promise<unknown> = Promise.resolve();
  #onAnswer: (answer: Gm65Answer) => void = () => undefined;
  #cancelRest: () => void = () => undefined;

  constructor(surroundings: ScannerSurroundings) {
    this.#surroundings = surroundings;
  }

  onUp(port: OpenLink): void {
    this.#sieve.reset();
    this.#port = port;
    this.#isSet = false;
    this.#beatsByReading = false;
    this.#misses = 0;
    this.#hasHeard = false;
    void this.#beat(port);
  }

  onDown(problem: LinkProblem): void {
    this.#leave();
    this.#surroundings.turn({ health: 'down', detail: problem.detail });
  }

  sift(bytes: Uint8Array): Uint8Array {
    return this.#deal(this.#sieve.push(bytes));
  }

  endOfInput(): Uint8Array {
    return this.#deal(this.#sieve.end());
  }

  trigger(): Promise<TriggerOutcome> {
    return this.#setTrigger(1);
  }

  untrigger(): Promise<TriggerOutcome> {
    return this.#setTrigger(0);
  }

  close(): void {
    this.#leave();
  }

  #leave(): void {
    this.#port = null;
    this.#sieve.reset();
    this.#cancelRest();
    this.#detail = '';
  }

  #deal(pieces: readonly Gm65Piece[]): Uint8Array {
    const codes: number[] = [];
    for (const piece of pieces) {
      this.#hasHeard = true;
      if (piece.kind === 'answer') this.#onAnswer(piece.answer);
      else codes.push(...piece.bytes);
    }
    return Uint8Array.from(codes);
  }

  async #setTrigger(value: 0 | 1): Promise<TriggerOutcome> {
    const port = this.#port;
    if (port === null) return portClosed;
    const answer = await this.#ask(port, 'command', encodeGm65Write(gm65Zones.trigger, value));
    return answer === null ? { kind: 'failed', detail: silent.detail } : { kind: 'acknowledged' };
  }

  /** One question, and the rest after it; as long as this port is the one that is open. */
  async #beat(port: OpenLink): Promise<void> {
    if (!this.#isSet) await this.#close(port);
    else await this.#checkLife(port);
    if (port !== this.#port) return;
    if (this.#misses >= missesUntilDown) {
      this.#surroundings.turn({ health: 'down', detail: silent.detail });
      return this.#surroundings.reopen(silent);
    }
    if (this.#misses === 0) this.#surroundings.turn({ health: 'ok', detail: this.#detail });
    this.#cancelRest = this.#surroundings.clock.after(heartbeatRestMs, () => void this.#beat(port));
  }

  async #checkLife(port: OpenLink): Promise<void> {
    if (!this.#beatsByReading && (await this.#ask(port, 'heartbeat', encodeGm65Heartbeat())) !== null) return;
    const zone = await this.#ask(port, 'command', encodeGm65Read(gm65Zones.settingCodes));
    if (zone === null) return;
    this.#beatsByReading = true;
    if (!isClosed(zone) && this.#detail === '') this.#isSet = false;
  }

  /** Closes the door that printed settings are. Other bits of the zone stay as they are, and flash is written only where something changed. */
  async #close(port: OpenLink): Promise<void> {
    const question = encodeGm65Read(gm65Zones.settingCodes);
    const before = await this.#ask(port, 'command', question);
    if (before === null) return;
    if (!isClosed(before)) {
      await this.#ask(port, 'command', encodeGm65Write(gm65Zones.settingCodes, (before.value & ~settingCodesMask) | gm65SettingCodesClosed));
      const after = await this.#ask(port, 'command', question);
      if (after === null) return;
      this.#detail = isClosed(after) ? '' : notSet;
      if (isClosed(after)) await this.#ask(port, 'command', encodeGm65Save());
    }
    this.#isSet = true;
  }

  /** Questions go one at a time, because answers do not say what they answer. */
  #ask(port: OpenLink, to: Gm65Answer['to'], question: Uint8Array): Promise<Gm65Answer | null> {
    const answered = this.#last.then(() => (port === this.#port ? this.#exchange(port, to, question) : null));
    this.#last = answered;
    return answered;
  }

  async #exchange(port: OpenLink, to: Gm65Answer['to'], question: Uint8Array): Promise<Gm65Answer | null> {
    const { clock, wireTimeMs } = this.#surroundings;
    this.#hasHeard = false;
    const answer = await new Promise<Gm65Answer | null>((resolve) => {
      const finish = (value: Gm65Answer | null): void => {
        cancel();
        this.#onAnswer = () => undefined;
        resolve(value);
      };
      const cancel = clock.after(answerWithinMs + wireTimeMs(question.length + gm65AnswerLength), () => finish(null));
      this.#onAnswer = (heard) => {
        if (heard.to === to) finish(heard);
      };
      void port.write(question).then((problem) => {
        if (problem !== undefined) finish(null);
      });
    });
    // A module that is giving out a code is alive, whatever became of the answer.
    this.#misses = answer !== null || this.#hasHeard ? 0 : this.#misses + 1;
    return answer;
  }
}

function isClosed(answer: Gm65Answer): boolean {
  return (answer.value & settingCodesMask) === gm65SettingCodesClosed;
}
