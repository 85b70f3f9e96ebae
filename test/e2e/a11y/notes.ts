import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { languages } from '../../../src/kernel/language.ts';
import type { MatrixParts } from './matrix.ts';

/** Which pages are looked at, and how. */
export interface NotesOf {
  /** The folder of the built pages. */
  readonly pages: string;
  readonly isQuick: boolean;
  /** Whether notes of the same pages are gone on with. */
  readonly isResumed: boolean;
}

const cell = z.object({ screen: z.string(), language: z.enum(languages), dress: z.string(), room: z.string(), problems: z.array(z.string()) });
const noted = z.object({ job: z.string(), cells: z.array(cell) });

/**
 * Notes down what was looked at, walk by walk, in `looks.jsonl` of a folder: a run takes long, and what breaks it off must not cost all of it.
 * The first line says of which pages the notes are; of others they are thrown away.
 */
export function openNotes(folder: string, { pages, isQuick, isResumed }: NotesOf): Pick<MatrixParts, 'before' | 'keep'> {
  const file = join(folder, 'looks.jsonl');
  const title = JSON.stringify({ pages: hashOf(pages), isQuick });
  const [first, ...lines] = isResumed && existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const isSame = first === title;
  // The last line of a run that was broken off may be half a line.
  const kept = isSame ? lines.flatMap((line) => read(line)) : [];
  writeFileSync(file, [title, ...kept.map((one) => JSON.stringify(one)), ''].join('\n'));
  return {
    before: new Map(kept.map(({ job, cells }) => [job, cells])),
    keep: (job, cells) => appendFileSync(file, `${JSON.stringify({ job, cells })}\n`),
  };
}

/** A line with findings is looked at again: it may be what was mended in the tests' own data. */
function read(line: string): readonly z.infer<typeof noted>[] {
  if (line === '') return [];
  try {
    const one = noted.parse(JSON.parse(line));
    return one.cells.some(({ problems }) => problems.length > 0) ? [] : [one];
  } catch {
    return [];
  }
}

function hashOf(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted())
    if (/\.(js|css|html)$/.test(name)) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}
