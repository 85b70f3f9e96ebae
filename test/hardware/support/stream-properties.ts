import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toHex } from '../../../hardware/wire/hex.ts';
import { type FrameShape, type Piece, Splitter } from '../../../hardware/wire/splitter.ts';

/** A family's frames in one direction, as their properties need them. */
export interface StreamUnderTest {
  readonly shape: FrameShape;
  /** Any good frame. */
  readonly anyFrame: fc.Arbitrary<Uint8Array>;
  /** First bytes of frames: noise without them cannot be taken for one. */
  readonly heads: readonly number[];
  /** Where nothing in a frame tells its length, the beginning of one may be a good shorter one by chance. */
  readonly tellsItsLength: boolean;
}

/** What must hold for every family's frames on a line, whatever happens there. Call it inside a `describe`. */
export function testStream({ shape, anyFrame, heads, tellsItsLength }: StreamUnderTest): void {
  const anyChunks = fc.array(fc.integer({ min: 1, max: shape.longest + 2 }), { minLength: 1, maxLength: 8 });
  const anyNoise = fc.uint8Array({ maxLength: shape.longest * 2 });
  const headless = anyNoise.map((bytes) => bytes.filter((byte) => !heads.includes(byte)));

  test('every good frame is recognised whole', () => {
    fc.assert(
      fc.property(anyFrame, (frame) => {
        expect(wholeLength(shape, frame)).toBe(frame.length);
      }),
    );
  });

  test('however it is cut into chunks, the same frames come out and no byte is lost', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyFrame, anyNoise), { maxLength: 4 }), anyChunks, (bursts, chunks) => {
        const pieces = bursts.flatMap((burst) => heard(shape, burst, chunks));
        expect(frames(pieces)).toEqual(frames(bursts.flatMap((burst) => heard(shape, burst, [burst.length + 1]))));
        expect(toHex(joined(pieces.map((piece) => piece.bytes)))).toBe(toHex(joined(bursts)));
      }),
    );
  });

  test('bytes before a frame never hide it, unless they could be the beginning of one', () => {
    fc.assert(
      fc.property(headless, anyFrame, anyChunks, (noise, frame, chunks) => {
        expect(frames(heard(shape, joined([noise, frame]), chunks))).toEqual([toHex(frame)]);
      }),
    );
  });

  test('after a silence a frame is found, whatever came before', () => {
    fc.assert(
      fc.property(anyNoise, anyFrame, anyChunks, (noise, frame, chunks) => {
        const splitter = new Splitter(shape);
        feed(splitter, noise, chunks);
        splitter.endOfInput();
        expect(frames([...feed(splitter, frame, chunks), ...splitter.endOfInput()])).toEqual([toHex(frame)]);
      }),
    );
  });

  test('a frame cut short is not that frame, and the next one after a silence is found', () => {
    fc.assert(
      fc.property(anyFrame, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), anyFrame, (frame, part, next) => {
        const short = frame.subarray(0, Math.floor(frame.length * part));
        const found = frames(heard(shape, short, [3]));
        if (tellsItsLength) expect(found).toEqual([]);
        expect(found).not.toContain(toHex(frame));
        expect(frames(heard(shape, next, [3]))).toEqual([toHex(next)]);
      }),
    );
  });

  test('one turned bit and it is no frame of that length any more', () => {
    fc.assert(
      fc.property(anyFrame, fc.nat(), (frame, place) => {
        const turned = frame.slice();
        const index = (place >> 3) % frame.length;
        turned[index] = (turned[index] ?? 0) ^ (1 << (place & 7));
        expect(wholeLength(shape, turned)).not.toBe(frame.length);
      }),
    );
  });

  test('it holds fewer bytes than its longest frame, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyNoise, anyFrame), { maxLength: 20 }), (chunks) => {
        const splitter = new Splitter(shape);
        for (const chunk of chunks) splitter.push(chunk);
        expect(joined(splitter.endOfInput().map((piece) => piece.bytes)).length).toBeLessThan(shape.longest);
      }),
    );
  });
}

function wholeLength(shape: FrameShape, bytes: Uint8Array): number | null {
  const seen = shape.inspect(bytes);
  return seen.kind === 'frame' || seen.kind === 'frame-unless-more' ? seen.length : null;
}

/** A burst, and then silence. */
function heard(shape: FrameShape, burst: Uint8Array, chunks: readonly number[]): Piece[] {
  const splitter = new Splitter(shape);
  return [...feed(splitter, burst, chunks), ...splitter.endOfInput()];
}

function feed(splitter: Splitter, bytes: Uint8Array, chunks: readonly number[]): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  for (let turn = 0; start < bytes.length; turn += 1) {
    const size = chunks[turn % chunks.length] ?? 1;
    pieces.push(...splitter.push(bytes.subarray(start, start + size)));
    start += size;
  }
  return pieces;
}

function frames(pieces: readonly Piece[]): string[] {
  return pieces.flatMap((piece) => (piece.kind === 'frame' ? [toHex(piece.bytes)] : []));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
