import type { FeedbackBit, Question } from '../lockers/board-family.ts';
import { familyOf } from '../lockers/families.ts';
import { type FamilyName, familyNames } from '../wire/family-name.ts';

/** One question of a scan: a status question to one board of one family. Nothing else is ever sent. */
export interface ScanQuestion {
  readonly family: FamilyName;
  readonly address: number;
  readonly question: Question<readonly FeedbackBit[]>;
}

/** All that is asked at one speed. */
export interface ScanPass {
  readonly baud: number;
  readonly questions: readonly ScanQuestion[];
}

/** What a scan is narrowed to; null leaves it open. */
export interface ScanWish {
  readonly family: FamilyName | null;
  readonly addresses: readonly number[] | null;
  readonly baud: number | null;
}

/** DIP switches have five levers at most on the boards of the field; and a question costs a tenth of a second. */
const usualAddresses = 32;

/** Speeds that boards can be set to, tried where nobody answers at the family's own, with the first addresses only. */
const otherSpeeds: readonly number[] = [9600, 19_200, 38_400, 57_600, 115_200];
const addressesAtOtherSpeeds = 4;

/** The passes of a scan in order: first each family at its usual speed. `rest` is for when these found nothing. */
export function planScan({ family, addresses, baud }: ScanWish): { readonly first: readonly ScanPass[]; readonly rest: readonly ScanPass[] } {
  const families = family === null ? familyNames : [family];
  if (baud !== null) return { first: [passAt(baud, families, addresses, usualAddresses)], rest: [] };
  const speeds = [...new Set(families.map((name) => familyOf({ family: name }).baud))];
  const first = speeds.map((speed) =>
    passAt(
      speed,
      families.filter((name) => familyOf({ family: name }).baud === speed),
      addresses,
      usualAddresses,
    ),
  );
  const rest = otherSpeeds.map((speed) =>
    passAt(
      speed,
      families.filter((name) => familyOf({ family: name }).baud !== speed),
      addresses,
      addressesAtOtherSpeeds,
    ),
  );
  return { first, rest: rest.filter((pass) => pass.questions.length > 0) };
}

function passAt(baud: number, families: readonly FamilyName[], addresses: readonly number[] | null, most: number): ScanPass {
  return { baud, questions: families.flatMap((family) => questionsOf(family, addresses, most)) };
}

function questionsOf(family: FamilyName, wished: readonly number[] | null, most: number): ScanQuestion[] {
  const { addresses, capabilities, status } = familyOf({ family });
  const usual = Array.from({ length: Math.min(most, addresses.most - addresses.least + 1) }, (_, index) => addresses.least + index);
  const inRange = (wished ?? usual).filter((address) => address >= addresses.least && address <= addresses.most);
  return inRange.map((address) => ({ family, address, question: status(address, capabilities.locks) }));
}
