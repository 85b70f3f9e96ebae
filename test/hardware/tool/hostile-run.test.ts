import { describe, expect, test } from 'vitest';
import type { BoardFamily } from '../../../hardware/lockers/board-family.ts';
import { familyOf } from '../../../hardware/lockers/families.ts';
import { boardSides } from '../../../hardware/simulator/board-sides.ts';
import { countBitErrors } from '../../../hardware/tool/hostile-bits.ts';
import { tailChecks } from '../../../hardware/tool/hostile-checksum.ts';
import { type HostileReport, runHostileFrames } from '../../../hardware/tool/hostile-run.ts';
import { type FamilyName, familyNames } from '../../../hardware/wire/family-name.ts';
import { type FrameShape, Splitter } from '../../../hardware/wire/splitter.ts';

function attack(name: FamilyName, family: BoardFamily, frames: number, seed = 3): Promise<HostileReport> {
  return runHostileFrames({ family, side: boardSides[name], holds: tailChecks[name], frames, seed });
}

describe.each(familyNames)('%s under hostile frames', (name) => {
  test('believes nothing that no frame said, unlocks nothing that nobody asked for, and stays in step', async () => {
    const report = await attack(name, familyOf({ family: name }), 4000);
    expect(report.finding).toBeNull();
    expect([report.frames >= 4000, report.answers > 500, report.unlocks > 50]).toEqual([true, true, true]);
  });

  test('an unlock frame with one turned bit moves nothing', () => {
    const { oneBit, twoBits } = countBitErrors(familyOf({ family: name }), boardSides[name], 4);
    expect(oneBit).toEqual({ spoilt: oneBit.spoilt, obeyed: 0, otherLock: 0 });
    // A weak sum or XOR lets some pairs through, and some of these move another lock: there only the sensor can tell.
    expect(twoBits.otherLock > 0).toBe(familyOf({ family: name }).capabilities.weakChecksum);
  });

  test('the checksum that judges is the one that its boards and its master make', () => {
    const family = familyOf({ family: name });
    const holds = tailChecks[name];
    const { least, most } = family.addresses;
    for (const frame of [family.status(least, 8).frame, family.status(most, 8).frame, family.unlock({ board: least, lock: 3 }).frame]) {
      expect(holds(frame)).toBe(true);
      const spoilt = frame.slice();
      spoilt[1] = (spoilt[1] ?? 0) ^ 0x10;
      expect(holds(spoilt)).toBe(false);
    }
  });
});

test('the same seed gives the same run', async () => {
  const family = familyOf({ family: '8a80' });
  expect(await attack('8a80', family, 1000, 9)).toEqual(await attack('8a80', family, 1000, 9));
});

describe('a fault that was put in is found', () => {
  const cu48 = familyOf({ family: 'cu48' });
  const modbus = familyOf({ family: 'modbus-relay' });

  function withShape(family: BoardFamily, inspect: FrameShape['inspect'], longest = family.shape.longest): BoardFamily {
    return { ...family, shape: { longest, inspect } };
  }

  test('a recogniser that does not look at the checksum', async () => {
    const family = withShape(cu48, (bytes) => {
      const length = bytes[3] === 0x65 ? 12 : 6;
      if (bytes.length < length) return cu48.shape.inspect(bytes);
      const mended = bytes.slice(0, length);
      mended[length - 1] = mended.subarray(0, length - 1).reduce((sum, byte) => (sum + byte) & 0xff, 0);
      return cu48.shape.inspect(mended);
    });
    expect((await attack('cu48', family, 20_000)).finding?.kind).toBe('fact');
  });

  test('a question that takes the answer of any board', async () => {
    const family: BoardFamily = {
      ...modbus,
      status(board, locks) {
        const question = modbus.status(board, locks);
        return { ...question, read: (frame) => question.read(frame) ?? modbus.status(frame[0] ?? 1, locks).read(frame) };
      },
    };
    expect((await attack('modbus-relay', family, 20_000)).finding?.kind).toBe('fact');
  });

  test('bits read in the wrong order', async () => {
    const family: BoardFamily = {
      ...cu48,
      status(board, locks) {
        const question = cu48.status(board, locks);
        return { ...question, read: (frame) => question.read(frame)?.toReversed() };
      },
    };
    expect((await attack('cu48', family, 20_000)).finding?.kind).toBe('fact');
  });

  test('an unlock of the door beside', async () => {
    const family: BoardFamily = { ...modbus, unlock: ({ board, lock }) => modbus.unlock({ board, lock: (lock + 1) % 8 }) };
    expect((await attack('modbus-relay', family, 2000)).finding).toMatchObject({ kind: 'written' });
  });

  test('an order that counts every frame as its acknowledgement', async () => {
    const family: BoardFamily = {
      ...modbus,
      unlock(address) {
        const order = modbus.unlock(address);
        return { ...order, answer: { answerLength: 8, read: () => 'taken' } };
      },
    };
    expect((await attack('modbus-relay', family, 20_000)).finding).toMatchObject({ kind: 'fact' });
  });

  test('a recogniser that waits for ever', async () => {
    const family = withShape(cu48, (bytes) => {
      const seen = cu48.shape.inspect(bytes);
      return seen.kind === 'no-frame' && bytes[0] === 2 ? { kind: 'incomplete' } : seen;
    });
    expect((await attack('cu48', family, 20_000)).finding?.kind).toMatch(/deaf|held/);
  });

  test('a recogniser that throws', async () => {
    const family = withShape(modbus, (bytes) => {
      if (bytes[0] === 0x77 && bytes[1] === 0x02) throw new Error('planted');
      return modbus.shape.inspect(bytes);
    });
    expect((await attack('modbus-relay', family, 20_000)).finding).toMatchObject({ kind: 'crash' });
  });
});

test('a recogniser says the same of a stream however it is cut, for every family', () => {
  for (const name of familyNames) {
    const { shape, unlock, addresses } = familyOf({ family: name });
    const { frame } = unlock({ board: addresses.least, lock: 0 });
    const whole = new Splitter(shape);
    const cut = new Splitter(shape);
    const found = [...whole.push(frame), ...whole.endOfInput()];
    expect(
      [...frame]
        .flatMap((byte) => cut.push(Uint8Array.of(byte)))
        .concat(cut.endOfInput())
        .filter(({ kind }) => kind === 'frame'),
    ).toEqual(found.filter(({ kind }) => kind === 'frame'));
  }
});
