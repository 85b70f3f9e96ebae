import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { wavOf } from './wav-of.ts';

/** A program in the place of espeak-ng. */
export interface QuickVoice {
  readonly path: string;
  /** From now on the real espeak-ng speaks, or this one again. */
  beReal(isReal: boolean): void;
}

/** Samples a second, as espeak-ng makes them, and how many of them each piece is long: a hundredth of a second. */
const SAMPLE_RATE = 22_050;
const SAMPLES = 220;

/**
 * A voice that says every piece in a hundredth of a second: a journey by ear then takes as long as its presses do. What it is told to say came the whole
 * way to it. It is gone with the file's tests.
 */
export function quickVoice(): QuickVoice {
  const folder = mkdtempSync(join(tmpdir(), 'pasillo-voice-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const [sound, real, path] = [join(folder, 'sound.wav'), join(folder, 'real'), join(folder, 'voice')];
  writeFileSync(sound, wavOf(new Int16Array(SAMPLES), SAMPLE_RATE));
  writeFileSync(path, script(sound, real), { mode: 0o700 });
  return { path, beReal: (isReal) => (isReal ? writeFileSync(real, '') : rmSync(real, { force: true })) };
}

function script(sound: string, real: string): string {
  return `#!/bin/sh
if [ -e '${real}' ]; then exec espeak-ng "$@"; fi
if [ "$1" = --voices ]; then
  echo 'Pty Language'
  for each in es en-gb pt ca; do echo " 5 $each"; done
else
  cat > /dev/null
  cat '${sound}'
fi
`;
}
