import { setFlagsFromString } from 'node:v8';
import { parseArgs } from 'node:util';
import { runInNewContext } from 'node:vm';
import type { Result } from '../contract/result.ts';
import type { BoardFamily } from '../lockers/board-family.ts';
import { boardSides } from '../simulator/board-sides.ts';
import { systemClock } from '../system-clock.ts';
import { type FamilyName, familyNames } from '../wire/family-name.ts';
import { type BitErrors, countBitErrors } from './hostile-bits.ts';
import { tailChecks } from './hostile-checksum.ts';
import type { HostileFinding } from './hostile-judge.ts';
import { type HostileReport, runHostileFrames } from './hostile-run.ts';

const exit = { done: 0, violated: 1, wrongUse: 2 } as const;
const mostFrames = 1_000_000_000;
/** Locks whose unlock frames are spoilt bit by bit. */
const lockSample = 16;
/** A run keeps a few hundred bytes; garbage that is not yet collected and compiled code come to more. */
const leakLimitBytes = 16 * 1024 * 1024;

const usage = `npm run hostile -- --family NAME|all [--count N] [--seed S]

Throws N hostile frames (noise, mutations of valid ones, parts, doubles, of other boards) at a bank of each family, with honest ones
between them, and tells whether anything happened that must never. Then it spoils unlock frames bit by bit.
  --family   ${familyNames.join(', ')}, or all
  --count    frames for each family; 100000 when left out
  --seed     the same seed gives the same run; 1 when left out
Ends with 1 if a rule was broken, and tells the seed and the last frames.
`;

interface HostileArguments {
  readonly families: readonly FamilyName[];
  readonly count: number;
  readonly seed: number;
}

/** What the tool attacks, and where its output goes. */
export interface HostileDependencies {
  familyOf(choice: { readonly family: FamilyName }): BoardFamily;
  print(text: string): void;
  complain(text: string): void;
}

/** Runs the tool; returns the exit code. One line for each family. */
export async function runHostileTool(argv: readonly string[], { familyOf, print, complain }: HostileDependencies): Promise<number> {
  const read = readArguments(argv);
  if (!read.ok) {
    complain(read.error);
    return exit.wrongUse;
  }
  const { families, count, seed } = read.value;
  let code: number = exit.done;
  for (const family of families) {
    const attacked = familyOf({ family });
    const startedAt = systemClock.monotonic();
    const { report, grownBytes } = await attack(attacked, family, count, seed);
    const seconds = (systemClock.monotonic() - startedAt) / 1000;
    const errors = countBitErrors(attacked, boardSides[family], lockSample);
    const findings = [report.finding, leakOf(grownBytes), weaknessOf(attacked, errors)].filter((finding) => finding !== null);
    print(`${lineOf({ family, report, seconds, seed, violations: findings.length, errors, grownBytes })}\n`);
    for (const finding of findings)
      complain(`${finding.kind}: ${finding.detail}\nseed ${seed}, after ${report.frames} frames\n${finding.lastFrames.join('\n')}\n`);
    if (findings.length > 0) code = exit.violated;
  }
  return code;
}

function readArguments(argv: readonly string[]): Result<HostileArguments, string> {
  let values: { readonly family?: string; readonly count?: string; readonly seed?: string };
  try {
    ({ values } = parseArgs({ args: [...argv], options: { family: { type: 'string' }, count: { type: 'string' }, seed: { type: 'string' } } }));
  } catch (error) {
    return { ok: false, error: `${error instanceof Error ? error.message : String(error)}\n${usage}` };
  }
  const { family = '', count = '100000', seed = '1' } = values;
  const families = family === 'all' ? familyNames : familyNames.filter((name) => name === family);
  if (families.length === 0) return { ok: false, error: `--family must be one of ${familyNames.join(', ')}, or all.\n${usage}` };
  if (!isCount(count, 1, mostFrames)) return { ok: false, error: `--count must be a whole number from 1 to ${mostFrames}.\n` };
  if (!isCount(seed, 0, 2 ** 32 - 1)) return { ok: false, error: '--seed must be a whole number from 0 to 4294967295.\n' };
  return { ok: true, value: { families, count: Number(count), seed: Number(seed) } };
}

function isCount(text: string, least: number, most: number): boolean {
  return /^\d{1,10}$/.test(text) && Number(text) >= least && Number(text) <= most;
}

/** A first short run compiles all that a run needs, so that what grows in the second stays. */
async function attack(family: BoardFamily, name: FamilyName, frames: number, seed: number): Promise<{ report: HostileReport; grownBytes: number }> {
  const options = { family, side: boardSides[name], holds: tailChecks[name], seed };
  await runHostileFrames({ ...options, frames: Math.min(frames, 2000) });
  const before = heapBytes();
  const report = await runHostileFrames({ ...options, frames });
  return { report, grownBytes: heapBytes() - before };
}

/** Bytes in use, garbage collected. */
function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed;
}

interface ToolFinding {
  readonly kind: HostileFinding['kind'] | 'leak' | 'weak';
  readonly detail: string;
  readonly lastFrames: readonly string[];
}

function leakOf(grownBytes: number): ToolFinding | null {
  if (grownBytes <= leakLimitBytes) return null;
  return { kind: 'leak', detail: `the heap grew by ${Math.round(grownBytes / 1024)} KiB`, lastFrames: [] };
}

/** No checksum lets a single turned bit through, and a CRC no two. */
function weaknessOf({ capabilities }: BoardFamily, { oneBit, twoBits }: BitErrors): ToolFinding | null {
  if (oneBit.obeyed > 0) return { kind: 'weak', detail: `${oneBit.obeyed} unlock frames with one turned bit are still obeyed`, lastFrames: [] };
  if (capabilities.weakChecksum || twoBits.obeyed === 0) return null;
  return { kind: 'weak', detail: `${twoBits.obeyed} unlock frames with two turned bits are still obeyed`, lastFrames: [] };
}

interface Line {
  readonly family: FamilyName;
  readonly report: HostileReport;
  readonly seconds: number;
  readonly seed: number;
  readonly violations: number;
  readonly errors: BitErrors;
  readonly grownBytes: number;
}

function lineOf({ family, report, seconds, seed, violations, errors, grownBytes }: Line): string {
  const { frames, answers, unlocks, forged, eaten } = report;
  const facts = [
    `${answers} honest answers and ${unlocks} unlocks between them`,
    `${forged} facts forged through the checksum`,
    `${eaten} answers eaten`,
    `heap ${grownBytes < 0 ? '' : '+'}${Math.round(grownBytes / 1024)} KiB`,
    `two turned bits: ${errors.twoBits.otherLock} of ${errors.twoBits.spoilt} unlocks move another lock`,
  ];
  return `${family.padEnd(13)} frames: ${frames}  seconds: ${seconds.toFixed(1)}  violations: ${violations}  seed: ${seed}  (${facts.join(', ')})`;
}
