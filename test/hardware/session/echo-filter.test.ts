import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { EchoFilter } from '../../../hardware/session/echo-filter.ts';
import { toHex } from '../../../hardware/wire/hex.ts';
import { hex } from '../support/hex.ts';

const question = hex('80 01 07 33 B5');
const answer = hex('80 01 07 11 97');
/** Its answer is the very same bytes. */
const unlock = hex('8A 01 01 11 9B');

let filter: EchoFilter;
let habits: string[];

beforeEach(() => {
  habits = [];
  filter = create(null);
});

function create(known: boolean | null): EchoFilter {
  return new EchoFilter({ known, onHabit: (doesEcho) => habits.push(doesEcho ? 'echo' : 'no echo') });
}

/** What comes out where these chunks come in. */
function through(...chunks: readonly Uint8Array[]): string {
  return chunks.flatMap((chunk) => [...filter.take(chunk)].map((byte) => toHex(Uint8Array.of(byte)))).join(' ');
}

/** One question on an adapter that echoes, or does not. */
function ask(doesEcho: boolean): void {
  filter.begin(question, 'plain');
  if (doesEcho) filter.take(question);
  filter.answered(answer, true);
  filter.end();
}

test('swallows one copy of the frame, however it is cut, and hands on what is behind it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 10 }), (sizes) => {
      filter = create(null);
      filter.begin(question, 'plain');
      const stream = Uint8Array.of(...question, ...answer);
      const chunks: Uint8Array[] = [];
      for (let start = 0, turn = 0; start < stream.length; turn += 1) {
        const size = sizes[turn % sizes.length] ?? 1;
        chunks.push(stream.subarray(start, start + size));
        start += size;
      }
      expect(through(...chunks)).toBe(toHex(answer));
      expect([filter.habit, filter.isHolding]).toEqual(['echoes', false]);
    }),
  );
});

test('finds out from one question that the adapter echoes, and says so once', () => {
  ask(true);
  ask(true);
  expect([habits, filter.habit]).toEqual([['echo'], 'echoes']);
});

test('finds out from one clean answer that it does not, and then takes a copy for an answer', () => {
  ask(false);
  filter.begin(unlock, 'order');
  expect([habits, through(unlock)]).toEqual([['no echo'], toHex(unlock)]);
});

describe('a frame whose answer may be the same bytes', () => {
  test('loses its first copy where the adapter echoes, and keeps the second', () => {
    ask(true);
    filter.begin(unlock, 'order');
    expect([filter.isAwaited, through(unlock), filter.isAwaited, through(unlock)]).toEqual([true, '', false, toHex(unlock)]);
  });

  test('loses its first copy while nothing is known: no answer is claimed that may be none', () => {
    filter.begin(unlock, 'order');
    expect([through(unlock), filter.habit, habits]).toEqual(['', 'unknown', []]);
  });

  test('tells that the adapter echoes where another answer comes behind its copy', () => {
    filter.begin(unlock, 'order');
    through(unlock);
    filter.answered(hex('8A 01 01 00 8A'), true);
    expect(habits).toEqual(['echo']);
  });

  test('tells nothing where it comes twice: it may be echo and answer, or one answer doubled', () => {
    filter.begin(unlock, 'order');
    through(unlock);
    filter.answered(unlock, true);
    expect([filter.habit, habits]).toEqual(['unknown', []]);
  });

  test('tells that it does not where its answer is another one, with no copy before it', () => {
    filter.begin(unlock, 'order');
    filter.answered(hex('8A 01 01 00 8A'), true);
    expect(habits).toEqual(['no echo']);
  });
});

describe('a question whose answer may be the same bytes', () => {
  test('believes its copy only when nothing comes behind it', () => {
    ask(false);
    filter.begin(question, 'question');
    expect([filter.isCopyTheAnswer, through(question), filter.isCopyTheAnswer]).toEqual([false, '', true]);
  });

  test('finds out that the line was given an adapter that echoes, with the first answer behind a copy', () => {
    ask(false);
    filter.begin(question, 'question');
    expect(through(question, answer)).toBe(toHex(answer));
    filter.answered(answer, true);
    expect([habits, filter.isCopyTheAnswer]).toEqual([['no echo', 'echo'], false]);
  });

  test('has no answer in its copy while nothing is known, or where there is an echo', () => {
    filter.begin(question, 'question');
    through(question);
    expect(filter.isCopyTheAnswer).toBe(false);
    ask(true);
    filter.begin(question, 'question');
    through(question);
    expect(filter.isCopyTheAnswer).toBe(false);
  });
});

describe('a damaged echo', () => {
  test('is handed on as it came, with all that was held back', () => {
    ask(true);
    filter.begin(question, 'plain');
    expect(through(hex('80 01'), hex('07 73 B5'), answer)).toBe(`80 01 07 73 B5 ${toHex(answer)}`);
  });

  test('that is only a part is released when the line goes quiet', () => {
    ask(true);
    filter.begin(question, 'plain');
    expect([through(hex('80 01 07')), filter.isHolding]).toEqual(['', true]);
    expect([toHex(filter.release()), filter.isHolding, toHex(filter.release())]).toEqual(['80 01 07', false, '']);
    expect(through(answer)).toBe(toHex(answer));
  });

  test('leaves the first whole copy to be the echo: rather no answer than a false one', () => {
    ask(true);
    filter.begin(unlock, 'order');
    through(hex('8A 01 41'));
    expect([filter.isEcho(unlock), filter.isEcho(unlock)]).toEqual([true, false]);
  });

  test('does not show that there is none', () => {
    filter.begin(question, 'plain');
    filter.answered(answer, false);
    expect(filter.habit).toBe('unknown');
  });
});

test('an echo that is lost now and then changes nothing; three clean answers without one do', () => {
  ask(true);
  ask(false);
  ask(false);
  ask(true);
  ask(false);
  ask(false);
  expect(habits).toEqual(['echo']);
  ask(false);
  expect(habits).toEqual(['echo', 'no echo']);
});

test('after the port was opened anew nothing is known: the adapter may be another one', () => {
  ask(true);
  filter.reset();
  expect(filter.habit).toBe('unknown');
  ask(false);
  expect(habits).toEqual(['echo', 'no echo']);
});

test('what was told by who wired it is believed, whatever comes', () => {
  filter = create(false);
  ask(true);
  expect([filter.habit, habits]).toEqual(['none', []]);
  filter.reset();
  filter.begin(unlock, 'order');
  expect(through(unlock)).toBe(toHex(unlock));
  filter = create(true);
  ask(false);
  filter.begin(unlock, 'order');
  expect([through(unlock), filter.habit]).toEqual(['', 'echoes']);
});

test('between frames nothing is swallowed', () => {
  ask(true);
  expect([through(question), filter.isEcho(question), filter.isAwaited]).toEqual([toHex(question), false, false]);
});
