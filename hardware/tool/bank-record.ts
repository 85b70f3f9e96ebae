import { stat } from 'node:fs/promises';
import { systemClock } from '../system-clock.ts';
import { factWords } from './fact-words.ts';
import type { OpenBank } from './open-bank.ts';
import { exitCode, type ToolIo } from './tool-io.ts';

/** Keeps a bank that is being recorded open until the time is up or the user has had enough, and tells what happens meanwhile. */
export async function recordBank({ bank }: OpenBank, file: string, seconds: number | null, io: ToolIo): Promise<number> {
  io.print(`Recording into ${file}${seconds === null ? '. Ctrl+C ends.' : ` for ${seconds} s.`}\n`);
  const stopListening = bank.onFact((fact) => io.print(`${factWords(fact)}\n`));
  let cancel = (): void => undefined;
  const timeUp = new Promise<void>((resolve) => {
    if (seconds !== null) cancel = systemClock.after(seconds * 1000, resolve);
  });
  await Promise.race([timeUp, io.untilInterrupted()]);
  cancel();
  stopListening();
  return exitCode.done;
}

/** After the file was closed: says how much is in it. */
export async function tellRecorded(file: string, io: ToolIo): Promise<void> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  io.print(`${file}: ${size} bytes. Look at it with: npm run bank -- replay ${file}\n`);
}
