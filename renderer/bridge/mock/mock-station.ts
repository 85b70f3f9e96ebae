import { createORPCClient } from '@orpc/client';
import type { SiloView } from '../../../src/contract/station/silo-views.ts';
import type { KioskView, StaffView } from '../../../src/contract/station/views.ts';
import type { SpeechView } from '../../../src/contract/station/speech-contract.ts';
import { languages } from '../../../src/kernel/language.ts';
import type { PortReading } from '../../../src/contract/station/reader-contract.ts';
import { err, ok } from '../../../src/kernel/result.ts';
import type { Dial, StationClient } from '../link.ts';
import { type Published, publisher } from '../published.ts';

/** Answers by procedure, typed by the contract; only what a script names may be called. */
export type MockAnswers = {
  readonly [G in keyof StationClient]?: {
    readonly [P in keyof StationClient[G]]?: StationClient[G][P] extends (input: infer I, ...rest: never[]) => Promise<infer O>
      ? (input: I) => O | Promise<O>
      : never;
  };
};

/** One scene: the views that the station shows and the calls that it answers. */
export interface MockScript {
  readonly kiosk?: KioskView;
  readonly silo?: SiloView;
  readonly staff?: StaffView;
  readonly answers?: MockAnswers;
  /** What the station can do for people who listen; left out: all languages, and it cannot tell whether there is a headset. */
  readonly speech?: Partial<SpeechView>;
  /** The station does not answer at all. */
  readonly unreachable?: boolean;
}

/** Scripts by name. They are functions because views carry times near now. */
export type MockScripts = Readonly<Record<string, () => MockScript>>;

/** A call as it arrived. */
export interface MockCall {
  readonly procedure: string;
  readonly input: unknown;
}

/** A station that plays a script; the real bridge runs on top of its `dial`. */
export interface MockStation {
  readonly dial: Dial;
  /** Every call but `watch`, in order. */
  readonly calls: readonly MockCall[];
  /** Calls that the script has no answer for. A test ends by asserting that it is empty. */
  readonly unexpected: readonly MockCall[];
  /** Replaces the given views, as the station would by publishing a change. */
  show(views: Pick<MockScript, 'kiosk' | 'silo' | 'staff' | 'speech'>): void;
  /** Plays another scene: its views are shown, and from now on its answers are given. */
  play(next: MockScript): void;
  /** Lets the station's own scanner read a code for the page. */
  read(reading: PortReading): void;
  /** Cuts the connection; it stays away until `restore`. */
  cut(): void;
  restore(): void;
}

/** A WAV file of one thousandth of a second, 8 kHz and 16 bits, in base64. */
const BREATH = 'UklGRjQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YRAAAAAAAAAAAAAAAAAAAAAAAAAA';

/** Makes a station from a script. A call that the script does not name is recorded and rejected. */
export function createMockStation(script: MockScript): MockStation {
  const views = {
    kiosk: publisher<KioskView | null>(script.kiosk ?? null),
    silo: publisher<SiloView | null>(script.silo ?? null),
    staff: publisher<StaffView | null>(script.staff ?? null),
  };
  const speech = publisher<SpeechView | null>({ languages: [...languages], headset: 'unknown', ...script.speech });
  const reading = publisher<PortReading | null>(null);
  const calls: MockCall[] = [];
  const unexpected: MockCall[] = [];
  let away = script.unreachable ?? false;
  let answers = script.answers ?? {};
  let hangUp: () => void = () => undefined;
  const answer = (path: readonly string[], input: unknown, signal: AbortSignal | undefined): unknown => {
    const [group = '', name = ''] = path;
    if (name === 'watch' && (group === 'kiosk' || group === 'silo' || group === 'staff')) return stream<unknown>(views[group], signal);
    if (name === 'watch' && group === 'speech') return stream(speech, signal);
    if (name === 'watch' && group === 'reader') return stream(reading, signal, reading.current());
    const call = { procedure: `${group}.${name}`, input };
    calls.push(call);
    // Silence, as long as a breath: what was to be said is among the calls.
    if (call.procedure === 'speech.say') return ok({ wav: BREATH });
    const found = handlerOf(answers, group, name);
    if (found !== null) return found(input);
    unexpected.push(call);
    throw new Error(`the mock station has no answer for ${call.procedure}(${JSON.stringify(input)})`);
  };
  const show: MockStation['show'] = (next) => {
    if (next.kiosk !== undefined) views.kiosk.set(next.kiosk);
    if (next.silo !== undefined) views.silo.set(next.silo);
    if (next.staff !== undefined) views.staff.set(next.staff);
    if (next.speech !== undefined) speech.set({ languages: [...languages], headset: 'unknown', ...next.speech });
  };
  return {
    calls,
    unexpected,
    dial: async () => {
      if (away) return err({ kind: 'no-answer' });
      const ended = Promise.withResolvers<void>();
      hangUp = () => ended.resolve();
      const client: StationClient = createORPCClient({ call: async (path, input, options) => answer(path, input, options.signal) });
      return ok({ client, closed: ended.promise, close: hangUp });
    },
    show,
    play: (next) => {
      answers = next.answers ?? {};
      show(next);
    },
    read: (next) => reading.set(next),
    cut: () => {
      away = true;
      hangUp();
    },
    restore: () => {
      away = false;
    },
  };
}

function handlerOf(answers: MockAnswers, group: string, name: string): ((input: unknown) => unknown) | null {
  const members: unknown = Reflect.get(answers, group);
  if (typeof members !== 'object' || members === null) return null;
  const handler: unknown = Reflect.get(members, name);
  return typeof handler === 'function' ? (input) => handler(input) : null;
}

/** The current value at once, then each change, until the reader goes away. What was shown `before` is not shown again. */
async function* stream<T>(source: Published<T | null>, signal: AbortSignal | undefined, before: T | null = null): AsyncGenerator<T> {
  let wake: () => void = () => undefined;
  const cancel = source.onChange(() => wake());
  const onAbort = () => wake();
  signal?.addEventListener('abort', onAbort);
  try {
    for (let shown = before; !(signal?.aborted ?? false); ) {
      const value = source.current();
      if (value !== null && !Object.is(value, shown)) {
        shown = value;
        yield value;
        continue;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    cancel();
    signal?.removeEventListener('abort', onAbort);
  }
}
