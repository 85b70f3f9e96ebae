import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from '../../../hardware/wire/hex.ts';
import { answerModbusCommand, decodeModbusCommand, type ModbusCommand, modbusCommandShape } from '../../../hardware/wire/modbus-board.ts';
import {
  decodeModbusBusFrame,
  encodeModbusFlash,
  encodeModbusRead,
  type ModbusBoard,
  type ModbusPulse,
  type ModbusRelay,
  toModbusBoard,
  toModbusPulse,
  toModbusRelay,
} from '../../../hardware/wire/modbus-driver.ts';
import { modbusBusShape, withCrc } from '../../../hardware/wire/modbus.ts';
import { Splitter } from '../../../hardware/wire/splitter.ts';
import { hex } from '../support/hex.ts';

const always = Number.POSITIVE_INFINITY;

/** Waveshare wiki, "Modbus RTU Relay", development protocol V3, and command lists of boards that come with address 255. */
const vendorCommands: readonly (readonly [string, ModbusCommand])[] = [
  ['01 05 00 00 FF 00 8C 3A', { kind: 'drive', board: 1, relays: [0], forMs: always }],
  ['01 05 00 00 00 00 CD CA', { kind: 'drive', board: 1, relays: [0], forMs: 0 }],
  ['01 05 00 01 FF 00 DD FA', { kind: 'drive', board: 1, relays: [1], forMs: always }],
  ['01 05 00 01 00 00 9C 0A', { kind: 'drive', board: 1, relays: [1], forMs: 0 }],
  ['01 05 02 00 00 07 8D B0', { kind: 'drive', board: 1, relays: [0], forMs: 700 }],
  ['01 05 02 01 00 08 9C 74', { kind: 'drive', board: 1, relays: [1], forMs: 800 }],
  ['01 05 00 FF FF 00 BC 0A', { kind: 'drive', board: 1, relays: 'every', forMs: always }],
  ['01 01 00 00 00 08 3D CC', { kind: 'read', board: 1, table: 'coils', start: 0, count: 8 }],
  ['FF 05 00 00 FF 00 99 E4', { kind: 'drive', board: 255, relays: [0], forMs: always }],
  ['FF 0F 00 00 00 08 01 FF 30 1D', { kind: 'drive', board: 255, relays: [0, 1, 2, 3, 4, 5, 6, 7], forMs: always }],
  ['FF 02 00 00 00 08 6C 12', { kind: 'read', board: 255, table: 'inputs', start: 0, count: 8 }],
];

const noBits = new Array<number>(32).fill(0);

const anyBoard = fc.integer({ min: 1, max: 255 }).map(board);
const anyRelay = fc.integer({ min: 0, max: 31 }).map(relay);
const anyPulse = fc.integer({ min: 1, max: 50 }).map((units) => pulse(units * 100));
const anyTable = fc.constantFrom('coils', 'inputs');
const anyBits = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 32, maxLength: 32 });
const anyAnswer = fc.oneof(
  fc.record({ at: anyBoard, table: anyTable, count: fc.integer({ min: 1, max: 32 }), bits: anyBits }).map(({ at, table, count, bits }) => {
    const answer = answerModbusCommand(encodeModbusRead(at, table, count), at, bits, bits);
    if (answer === null) throw new Error('a question without an answer');
    return answer;
  }),
  fc.record({ at: anyBoard, of: anyRelay, units: anyPulse }).map(({ at, of, units }) => encodeModbusFlash(at, of, units)),
  fc
    .record({ at: anyBoard, code: fc.constantFrom(0x81, 0x82, 0x85), reason: fc.integer({ min: 1, max: 11 }) })
    .map(({ at, code, reason }) => withCrc([at, code, reason])),
);

function board(address: number): ModbusBoard {
  const one = toModbusBoard(address);
  if (one === undefined) throw new Error('not one board');
  return one;
}

function relay(number: number): ModbusRelay {
  const one = toModbusRelay(number);
  if (one === undefined) throw new Error('not one relay');
  return one;
}

function pulse(ms: number): ModbusPulse {
  const one = toModbusPulse(ms);
  if (one === undefined) throw new Error('not a pulse');
  return one;
}

function framesOf(splitter: Splitter, chunks: readonly Uint8Array[]): string[] {
  const pieces = [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.endOfInput()];
  return pieces.filter((piece) => piece.kind === 'frame').map((piece) => toHex(piece.bytes));
}

describe("the vendors' frames", () => {
  test.each(vendorCommands)('%s is a whole command and means what the vendor says', (text, meaning) => {
    expect(modbusCommandShape.inspect(hex(text))).toEqual({ kind: 'frame', length: hex(text).length });
    expect(decodeModbusCommand(hex(text))).toEqual(meaning);
  });

  test('the driver builds its three commands exactly so', () => {
    expect(toHex(encodeModbusRead(board(1), 'coils', 8))).toBe('01 01 00 00 00 08 3D CC');
    expect(toHex(encodeModbusRead(board(255), 'inputs', 8))).toBe('FF 02 00 00 00 08 6C 12');
    expect(toHex(encodeModbusFlash(board(1), relay(0), pulse(700)))).toBe('01 05 02 00 00 07 8D B0');
    expect(toHex(encodeModbusFlash(board(1), relay(1), pulse(800)))).toBe('01 05 02 01 00 08 9C 74');
  });

  test('a board answers "all on" as the vendor says, and an order for one relay by repeating it', () => {
    const answerTo = (text: string): string => toHex(answerModbusCommand(hex(text), hex(text)[0] ?? 0, noBits, noBits) ?? hex(''));
    expect(answerTo('FF 0F 00 00 00 08 01 FF 30 1D')).toBe('FF 0F 00 00 00 08 41 D3');
    expect(answerTo('01 05 02 00 00 07 8D B0')).toBe('01 05 02 00 00 07 8D B0');
  });

  // huynguyen2310/IO-Box, README: a 16-way board with relays 0 and 6 on.
  test('01 01 01 41 91 B8 says that relays 0 and 6 are on', () => {
    const answer = hex('01 01 01 41 91 B8');
    expect(modbusBusShape.inspect(answer)).toEqual({ kind: 'frame', length: 6 });
    expect(decodeModbusBusFrame(answer)).toEqual({ kind: 'read', board: 1, table: 'coils', bits: Uint8Array.of(1, 0, 0, 0, 0, 0, 1, 0) });
  });

  test('a board asked for one coil answers with all eight', () => {
    const coils = [0, 1, 1, 0, 0, 0, 0, 1];
    const answer = answerModbusCommand(encodeModbusRead(board(1), 'coils', 1), 1, coils, noBits) ?? hex('');
    expect(decodeModbusBusFrame(answer)).toEqual({ kind: 'read', board: 1, table: 'coils', bits: Uint8Array.from(coils) });
  });
});

describe('what a board refuses', () => {
  test.each([
    ['a coil that it does not have', [5, 5, 0, 0x20, 0xff, 0], 2],
    ['a flash of a relay that it does not have', [5, 5, 2, 0x20, 0, 3], 2],
    ['a value that no coil has', [5, 5, 0, 1, 0, 3], 3],
    ['inputs beyond its last', [5, 2, 0, 30, 0, 3], 2],
    ['no inputs at all', [5, 2, 0, 0, 0, 0], 3],
    ['registers', [5, 3, 0, 0, 0, 1], 1],
  ])('%s', (_, body, code) => {
    const frame = withCrc(body);
    expect(modbusCommandShape.inspect(frame).kind).toBe('frame');
    expect(decodeModbusCommand(frame)).toEqual({ kind: 'unknown', board: 5, code });
    const answer = answerModbusCommand(frame, 5, noBits, noBits) ?? hex('');
    expect(toHex(answer)).toBe(toHex(withCrc([5, (body[1] ?? 0) | 0x80, code])));
  });

  test.each([
    [[1, 0x82, 2], { kind: 'refused', board: 1, of: 'inputs', code: 2 }],
    [[9, 0x85, 4], { kind: 'refused', board: 9, of: 'flash', code: 4 }],
    [[255, 0x81, 6], { kind: 'refused', board: 255, of: 'coils', code: 6 }],
  ])('a refusal %j is read so', (body, meaning) => {
    expect(modbusBusShape.inspect(withCrc(body))).toEqual({ kind: 'frame', length: 5 });
    expect(decodeModbusBusFrame(withCrc(body))).toEqual(meaning);
  });
});

describe('the driver can mean one relay of one board only, for a while only', () => {
  test.each([0, -1, 0.5, 256, Number.NaN])('%s is not one board', (address) => expect(toModbusBoard(address)).toBeUndefined());
  test.each([32, 0xff, -1, 1.5, Number.NaN])('%s is not one relay', (number) => expect(toModbusRelay(number)).toBeUndefined());
  test.each([0, 50, 150, 5100, -100, always, Number.NaN])('%s ms is not a pulse', (ms) => expect(toModbusPulse(ms)).toBeUndefined());

  test('casting around the types still builds no broadcast, no "all" and nothing that lasts', () => {
    expect(() => encodeModbusFlash(0 as ModbusBoard, relay(0), pulse(300))).toThrow(RangeError);
    expect(() => encodeModbusFlash(board(1), 0xff as ModbusRelay, pulse(300))).toThrow(RangeError);
    expect(() => encodeModbusFlash(board(1), relay(0), 0xff00 as ModbusPulse)).toThrow(RangeError);
    expect(() => encodeModbusFlash(board(1), relay(0), 0 as ModbusPulse)).toThrow(RangeError);
    expect(() => encodeModbusRead(0 as ModbusBoard, 'inputs', 8)).toThrow(RangeError);
    expect(() => encodeModbusRead(board(1), 'inputs', 33)).toThrow(RangeError);
  });

  test('every order that the driver builds is understood by a board as exactly that one relay for that long', () => {
    fc.assert(
      fc.property(anyBoard, anyRelay, anyPulse, (at, of, units) => {
        const frame = encodeModbusFlash(at, of, units);
        expect(modbusCommandShape.inspect(frame)).toEqual({ kind: 'frame', length: 8 });
        expect(decodeModbusCommand(frame)).toEqual({ kind: 'drive', board: at, relays: [of], forMs: units * 100 });
        expect(decodeModbusBusFrame(frame)).toEqual({ kind: 'flashed', board: at, relay: of, units });
      }),
    );
  });

  test('every question is understood so, and its echo is no answer', () => {
    fc.assert(
      fc.property(anyBoard, anyTable, fc.integer({ min: 1, max: 32 }), (at, table, count) => {
        const frame = encodeModbusRead(at, table, count);
        expect(decodeModbusCommand(frame)).toEqual({ kind: 'read', board: at, table, start: 0, count });
        expect(modbusBusShape.inspect(frame)).toEqual({ kind: 'frame', length: 8 });
        expect(decodeModbusBusFrame(frame)).toEqual({ kind: 'question' });
      }),
    );
  });
});

describe('answers in a stream', () => {
  test('what a board encodes, the driver decodes', () => {
    fc.assert(
      fc.property(anyBoard, fc.integer({ min: 1, max: 32 }), anyBits, (at, count, inputs) => {
        const answer = answerModbusCommand(encodeModbusRead(at, 'inputs', count), at, noBits, inputs) ?? hex('');
        expect(modbusBusShape.inspect(answer)).toEqual({ kind: 'frame', length: 5 + Math.ceil(count / 8) });
        const padding = new Array<number>(Math.ceil(count / 8) * 8 - count).fill(0);
        expect(decodeModbusBusFrame(answer)).toEqual({
          kind: 'read',
          board: at,
          table: 'inputs',
          bits: Uint8Array.from([...inputs.slice(0, count), ...padding]),
        });
      }),
    );
  });

  test('cut anywhere, they are found all the same', () => {
    fc.assert(
      fc.property(fc.array(anyAnswer, { minLength: 1, maxLength: 5 }), fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 30 }), (frames, sizes) => {
        const stream = Uint8Array.from(frames.flatMap((frame) => [...frame]));
        const chunks: Uint8Array[] = [];
        let start = 0;
        for (const size of sizes) {
          chunks.push(stream.slice(start, start + size));
          start += size;
        }
        chunks.push(stream.slice(start));
        expect(framesOf(new Splitter(modbusBusShape), chunks)).toEqual(frames.map(toHex));
      }),
    );
  });

  test('after any noise an answer is found, at the latest when the line falls silent', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), anyAnswer, (noise, frame) => {
        expect(framesOf(new Splitter(modbusBusShape), [noise, frame]).at(-1)).toBe(toHex(frame));
      }),
    );
  });

  test('after a truncated answer the next one is found', () => {
    fc.assert(
      fc.property(anyAnswer, anyAnswer, fc.nat(), (cut, frame, length) => {
        const begun = cut.slice(0, length % cut.length);
        // Where the next answer happens to begin with what is missing, nobody can tell that the first was cut.
        fc.pre(!`${toHex(begun)} ${toHex(frame)}`.trim().startsWith(toHex(cut)));
        expect(framesOf(new Splitter(modbusBusShape), [begun, frame]).at(-1)).toBe(toHex(frame));
      }),
    );
  });

  test('a truncated answer whose missing byte is the first of the next is taken for whole', () => {
    const [cut, frame] = [Uint8Array.from([248, 133, 7, 211]), Uint8Array.from([99, 129, 1, 32, 78])];
    expect(framesOf(new Splitter(modbusBusShape), [cut, frame])).toEqual(['F8 85 07 D3 63']);
  });

  test('one changed byte, or one or two turned bits, are not a frame', () => {
    fc.assert(
      fc.property(anyAnswer, fc.nat(), fc.integer({ min: 1, max: 255 }), fc.nat(), (answer, index, change, bit) => {
        const frame = answer.slice();
        frame[index % frame.length] = (frame[index % frame.length] ?? 0) ^ change;
        expect(modbusBusShape.inspect(frame).kind === 'frame').toBe(false);
        const turned = answer.slice();
        for (const at of [index % (answer.length * 8), bit % (answer.length * 8)]) turned[at >> 3] = (turned[at >> 3] ?? 0) ^ (1 << (at & 7));
        if (toHex(turned) !== toHex(answer)) expect(modbusBusShape.inspect(turned).kind === 'frame').toBe(false);
      }),
    );
  });

  test('no more than the longest frame is ever held', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 30 }), (chunks) => {
        const splitter = new Splitter(modbusBusShape);
        let bytesIn = 0;
        let bytesOut = 0;
        for (const chunk of chunks) {
          bytesIn += chunk.length;
          for (const piece of splitter.push(chunk)) bytesOut += piece.bytes.length;
          expect(bytesIn - bytesOut).toBeLessThan(modbusBusShape.longest);
        }
      }),
    );
  });

  test('decoding what the splitter never lets through is a bug and throws', () => {
    expect(() => decodeModbusBusFrame(hex('01 02'))).toThrow(RangeError);
    expect(() => decodeModbusBusFrame(hex('01 07 00 00 00'))).toThrow(RangeError);
    expect(() => decodeModbusCommand(hex('01 02'))).toThrow(RangeError);
  });
});
