import { expect, test } from 'vitest';
import { boardSides } from '../../../hardware/simulator/board-sides.ts';
import { planScan } from '../../../hardware/tool/scan-plan.ts';
import { familyNames } from '../../../hardware/wire/family-name.ts';
import { Splitter } from '../../../hardware/wire/splitter.ts';

const everyAddress = { family: null, addresses: Array.from({ length: 256 }, (_, address) => address), baud: 9600 } as const;

test.each(familyNames)('nothing that a scan writes moves anything on %s boards, one frame after the other or run together', (family) => {
  const { shape, read } = boardSides[family];
  const frames = planScan(everyAddress).first.flatMap((pass) => pass.questions.map(({ question }) => question.frame));
  const moved = (chunks: readonly Uint8Array[]): string[] => {
    const splitter = new Splitter(shape);
    const pieces = [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.endOfInput()];
    return pieces.flatMap((piece) => (piece.kind === 'frame' ? [read(piece.bytes).kind] : [])).filter((kind) => kind === 'unlock' || kind === 'flash');
  };
  expect(frames.length).toBeGreaterThan(100);
  expect(moved(frames)).toEqual([]);
  expect(frames.flatMap((frame) => moved([frame]))).toEqual([]);
});

test('each family is asked at its own speed first, and at the others with a few addresses only when nobody was found', () => {
  const { first, rest } = planScan({ family: null, addresses: null, baud: null });
  const asked = new Map(first.map((pass) => [pass.baud, [...new Set(pass.questions.map(({ family }) => family))]]));
  expect([...asked.values()].flat().sort()).toEqual([...familyNames].sort());
  for (const [baud, families] of asked) for (const family of families) expect(boardSides[family].baud).toBe(baud);
  expect(rest.map(({ baud }) => baud)).toEqual([9600, 19_200, 38_400, 57_600, 115_200]);
  expect(Math.max(...rest.flatMap((pass) => familyNames.map((name) => pass.questions.filter(({ family }) => family === name).length)))).toBe(4);
});
