import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { EchoFilter } from '../../../hardware/session/echo-filter.ts';
import { FrameIntake, quietTimeMs } from '../../../hardware/session/frame-intake.ts';
import { toHex } from '../../../hardware/wire/hex.ts';
import type { FrameShape, Inspection } from '../../../hardware/wire/splitter.ts';
import { hex } from '../support/hex.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

/** Frames `AA XX .. SS` of three or five bytes, SS their XOR: whether one of three is over, its bytes do not tell. */
const threeOrFive: FrameShape = {
  longest: 5,
  inspect(bytes): Inspection {
    if (bytes[0] !== 0xaa) return { kind: 'no-frame' };
    if (bytes.length >= 5 && isSound(bytes.subarray(0, 5))) return { kind: 'frame', length: 5 };
    if (bytes.length >= 3 && isSound(bytes.subarray(0, 3))) return { kind: bytes.length < 5 ? 'frame-unless-more' : 'frame', length: 3 };
    return { kind: bytes.length < 5 ? 'incomplete' : 'no-frame' };
  },
};

function isSound(bytes: Uint8Array): boolean {
  return bytes.subarray(0, -1).reduce((sum, byte) => sum ^ byte, 0) === bytes.at(-1);
}

let clock: VirtualClock;
let told: string[];
let intake: FrameIntake;

beforeEach(() => {
  clock = new VirtualClock();
  told = [];
  intake = new FrameIntake({
    shape: threeOrFive,
    clock,
    quietMs: 20,
    echo: new EchoFilter({ known: false, onHabit: () => undefined }),
    onPiece: (piece) => told.push(`${clock.monotonic()} ${piece.kind} ${toHex(piece.bytes)}`),
  });
});

describe('the silence of the line', () => {
  test('ends a frame that more bytes could have made longer', async () => {
    intake.take(hex('AA 01 AB'));
    await clock.advance(19);
    expect([told, intake.isHolding]).toEqual([[], true]);
    await clock.advance(1);
    expect([told, intake.isHolding]).toEqual([['20 frame AA 01 AB'], false]);
  });

  test('counts from the last byte, so a frame torn apart by an adapter stays one', async () => {
    intake.take(hex('AA 01 AB'));
    await clock.advance(16);
    intake.take(hex('00'));
    await clock.advance(16);
    intake.take(hex('00'));
    await clock.advance(100);
    expect(told).toEqual(['32 frame AA 01 AB 00 00']);
  });

  test('is not waited for where the bytes decide', () => {
    intake.take(hex('AA 01 02 03 AA'));
    expect(told).toEqual(['0 frame AA 01 02 03 AA']);
  });

  test('gives up a frame that was begun and not ended, and finds the one behind a false head', async () => {
    intake.take(hex('AA AA 01 AB'));
    await clock.advance(50);
    expect(told).toEqual(['20 discarded AA', '20 frame AA 01 AB']);
  });

  test('decides nothing while bytes that came in time wait to be read', async () => {
    intake.take(hex('AA 01 AB'));
    // Both are due at 20 ms, the silence first: as when a program was held up and reads its ports only then.
    clock.after(20, () => intake.take(hex('00 00')));
    await clock.advance(100);
    expect(told).toEqual(['20 frame AA 01 AB 00 00']);
  });

  test('decides nothing any more after a reset', async () => {
    intake.take(hex('AA 01 AB'));
    intake.reset();
    await clock.advance(100);
    expect(told).toEqual([]);
  });

  test('at the end of an exchange what is held is decided at once', () => {
    intake.take(hex('AA 01 AB'));
    intake.settle();
    expect(told).toEqual(['0 frame AA 01 AB']);
  });
});

test('frames further apart than the quiet time are the same frames, however each is torn within it', async () => {
  const short = fc.integer({ min: 0, max: 0xa9 }).map((byte) => Uint8Array.of(0xaa, byte, 0xaa ^ byte));
  await fc.assert(
    fc.asyncProperty(
      fc.array(short, { minLength: 1, maxLength: 6 }),
      fc.array(fc.integer({ min: 0, max: 19 }), { minLength: 3, maxLength: 18 }),
      async (frames, gaps) => {
        told = [];
        let turn = 0;
        for (const frame of frames) {
          for (const byte of frame) {
            intake.take(Uint8Array.of(byte));
            await clock.advance(gaps[turn % gaps.length] ?? 0);
            turn += 1;
          }
          await clock.advance(25);
        }
        expect(told.map((line) => line.split(' ').slice(1).join(' '))).toEqual(frames.map((frame) => `frame ${toHex(frame)}`));
      },
    ),
    { numRuns: 30 },
  );
});

describe('the quiet time', () => {
  const line = (baud: number, gapMs?: number): number => {
    const wireTimeMs = (count: number): number => (count * 10_000) / baud;
    return quietTimeMs(gapMs === undefined ? { wireTimeMs } : { wireTimeMs, gapMs });
  };

  test('is what an adapter can hold back, or 3.5 characters where the line is slower than that', () => {
    expect([line(9600), line(19_200), line(1200)].map(Math.round)).toEqual([20, 20, 29]);
  });

  test('is longer on a pipe with longer pauses, and shorter on one without any', () => {
    expect([line(9600, 60), line(9600, 0)].map((ms) => Math.round(ms * 10) / 10)).toEqual([60, 3.6]);
  });
});
