import type { BusBoard } from '../../hardware/lockers/bus-board.ts';
import type { BoardFamily } from '../../hardware/lockers/board-family.ts';
import { familyOf } from '../../hardware/lockers/families.ts';
import { boardSides } from '../../hardware/simulator/board-sides.ts';
import type { BoardSide } from '../../hardware/simulator/board-side.ts';
import { type FamilyName, familyNames } from '../../hardware/wire/family-name.ts';

/** A kind of line to measure: a family of boards and the speed that they are set to. */
export interface BenchLine {
  readonly name: FamilyName;
  readonly baud: number;
  readonly family: BoardFamily;
  readonly side: BoardSide;
}

/** How long a simulated board thinks before it answers, in milliseconds. Not part of the wire's limit. */
export const turnAroundMs = 2;

/** Speeds beside the usual one at which boards of a family are sold or can be set. */
const otherSpeeds: Partial<Readonly<Record<FamilyName, readonly number[]>>> = { 'modbus-relay': [38_400, 115_200] };

/** Every family at its usual speed, and at others where it has them. */
export function benchLines(): readonly BenchLine[] {
  return familyNames.flatMap((name) => {
    const family = familyOf({ family: name });
    const side = boardSides[name];
    return [family.baud, ...(otherSpeeds[name] ?? [])].map((baud) => ({ name, baud, family, side }));
  });
}

/** The first `count` boards of a family, with every lock that a board has. */
export function boardsOn({ family, side }: BenchLine, count: number): readonly BusBoard[] {
  const locks = Math.min(family.capabilities.locks, side.channels);
  return Array.from({ length: count }, (_, index) => ({ address: side.firstAddress + index, locks }));
}

/** Name of a line in a table. */
export function lineName({ name, baud }: BenchLine): string {
  return `${name} ${baud}`;
}
