import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Logger } from '../../../../../src/kernel/logger.ts';
import { systemClock } from '../../../../../src/shells/node-world.ts';
import { espeak, harmless, piper, voicesListed } from '../../../../../src/station/devices/speech/speakers.ts';
import { noVoice, speakingProgram } from '../../../../../src/station/devices/speech/speaking-program.ts';
import type { Spoken } from '../../../../../src/station/ports/voice.ts';
import { VirtualClock } from '../../../../hardware/support/virtual-clock.ts';

const hello: Spoken = { locale: 'es', text: 'Hola', rate: 'normal' };
const LISTING = `Pty Language       Age/Gender VoiceName          File                 Other Languages
 5  ca              --/M      Catalan            roa/ca
 2  en-gb           --/M      English_(Great_Britain) gmw/en               (en 2)
 5  es              --/M      Spanish_(Spain)    roa/es
 5  pt              --/M      Portuguese_(Portugal) roa/pt               (pt-pt 5)`;

describe('a program that speaks', () => {
  let folder = '';
  let logged: string[] = [];
  const note = (message: string, fields = {}): void => void logged.push(JSON.stringify([message, fields]));
  const logger: Logger = { debug: note, info: note, warn: note, error: note };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pasillo-voice-'));
    logged = [];
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A program of shell that lists voices, and does `speak` with the text otherwise. */
  const program = (speak: string): string => {
    const path = join(folder, 'speaks');
    writeFileSync(path, `#!/bin/sh\nif [ "$1" = --voices ]; then cat <<'END'\n${LISTING}\nEND\nexit 0; fi\n${speak}\n`);
    chmodSync(path, 0o700);
    return path;
  };
  const wavFile = (): string => {
    const path = join(folder, 'a.wav');
    const bytes = Buffer.alloc(64);
    bytes.write('RIFF', 0);
    bytes.writeUInt32LE(0x7ffff024, 4);
    bytes.write('WAVEfmt ', 8);
    bytes.writeUInt32LE(16, 16);
    bytes.write('data', 36);
    bytes.writeUInt32LE(0x7ffff000, 40);
    writeFileSync(path, bytes);
    return path;
  };

  it('is asked for its voices once somebody listens, and has those of our languages', async () => {
    const voice = speakingProgram(espeak(program('exit 1'), {}), systemClock, logger);
    expect(voice.languages()).toEqual([]);
    await new Promise<void>((resolve) => void voice.onChange(resolve));
    expect(voice.languages()).toEqual(['es', 'en', 'pt', 'ca']);
  });

  it('gets the text on stdin and nowhere else, and answers a WAV file whose sizes are true', async () => {
    const voice = speakingProgram(espeak(program(`echo "$@" > ${folder}/arguments; cat > ${folder}/text; cat ${wavFile()}`), {}), systemClock, logger);
    const said = await voice.say({ ...hello, text: 'Ana -x --stdout', rate: 'fast' }, undefined);
    expect(readFileSync(join(folder, 'text'), 'utf8')).toBe('Ana -x --stdout\n');
    expect(readFileSync(join(folder, 'arguments'), 'utf8')).toBe('-v es -s 230 -b 1 --stdin --stdout\n');
    expect(said.ok && Buffer.from(said.value).readUInt32LE(4)).toBe(56);
    expect(said.ok && Buffer.from(said.value).readUInt32LE(40)).toBe(20);
  });

  it('is killed when what it says is not wanted any more', async () => {
    const voice = speakingProgram(espeak(program(`echo $$ > ${folder}/pid; exec sleep 60`), {}), systemClock, logger);
    const giveUp = new AbortController();
    const said = voice.say(hello, giveUp.signal);
    const pid = await until(() => Number(readFileSync(join(folder, 'pid'), 'utf8')));
    giveUp.abort();
    expect(await said).toEqual({ ok: false, error: { kind: 'failed' } });
    expect(await until(() => (isAlive(pid) ? 0 : 1))).toBe(1);
    expect(logged).toEqual([]);
  });

  it('is killed when it takes too long, and the log says so without what was to be said', async () => {
    const clock = new VirtualClock();
    const voice = speakingProgram(espeak(program(`echo 1 > ${folder}/runs; exec sleep 60`), {}), clock, logger);
    const said = voice.say({ ...hello, text: 'ana@example.com' }, undefined);
    await until(() => readFileSync(join(folder, 'runs'), 'utf8').length);
    await clock.advance(8000);
    expect(await said).toEqual({ ok: false, error: { kind: 'failed' } });
    expect(logged).toEqual([JSON.stringify(['the program that speaks failed', { why: 'too-slow', language: 'es' }])]);
  });

  it.each([
    ['breaks off', 'exit 3', 'failed'],
    ['says nothing', 'exit 0', 'not-a-wav'],
    ['writes without end', 'exec cat /dev/zero', 'too-large'],
  ])('that %s is an answer, and no crash', async (_, speak, why) => {
    const voice = speakingProgram(espeak(program(speak), {}), systemClock, logger);
    expect(await voice.say(hello, undefined)).toEqual({ ok: false, error: { kind: 'failed' } });
    expect(logged.join()).toContain(why);
  });

  it('that is not there leaves the station silent, and is logged once', async () => {
    const voice = speakingProgram(espeak(join(folder, 'nothing'), {}), systemClock, logger);
    expect(await voice.say(hello, undefined)).toEqual({ ok: false, error: { kind: 'no-voice' } });
    expect(await voice.say(hello, undefined)).toEqual({ ok: false, error: { kind: 'no-voice' } });
    expect(logged).toHaveLength(1);
  });

  it('is never run more than four times at once', async () => {
    const voice = speakingProgram(espeak(program('exec sleep 60'), {}), systemClock, logger);
    await new Promise<void>((resolve) => void voice.onChange(resolve));
    const running = Array.from({ length: 4 }, () => voice.say(hello, undefined));
    expect(await voice.say(hello, undefined)).toEqual({ ok: false, error: { kind: 'busy' } });
    voice.close();
    expect(await Promise.all(running)).toEqual(Array.from({ length: 4 }, () => ({ ok: false, error: { kind: 'failed' } })));
  });

  it('may be left out', async () => {
    expect(await noVoice.say(hello, undefined)).toEqual({ ok: false, error: { kind: 'no-voice' } });
  });
});

describe('the voices of a program', () => {
  it('are those that it lists, by the wanted name', () => {
    const wanted = { es: 'es', en: 'en-gb', pt: 'pt-br', ca: 'ca+f2' };
    expect(voicesListed(LISTING, wanted)).toEqual(['es', 'en', 'ca']);
  });

  it('are files where it is piper', () => {
    const speaker = piper('piper', { es: '/voices/es.onnx' });
    expect(speaker.list).toBeNull();
    expect(speaker.say('/voices/es.onnx', 'slow')).toEqual(['--model', '/voices/es.onnx', '--length_scale', '1.35', '--output_file', '-']);
  });
});

describe('text for a program that speaks', () => {
  it.each([
    ['phonemes', 'Hola [[h@loU]]', 'Hola h@loU'],
    ['markup', '<speak><audio src="http://x/"/></speak>', 'speak audio src="http://x/"/ /speak'],
    ['embedded commands', '\u0001230S deprisa', '230S deprisa'],
    ['several lines', 'uno\ndos\u2028tres\r\n', 'uno dos tres'],
  ])('has no %s', (_, text, said) => {
    expect(harmless(text)).toBe(said);
  });

  it('is one line without control characters and brackets, whatever it was', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'ñ', ' ', '[', '<', '|', '\u0001', '\n', '\u2028', '\u{e0041}', '😀') }),
        (text) => !/[\p{Cc}[\]<>{}]/u.test(harmless(text)),
      ),
    );
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Asks until there is something; what cannot be read yet is nothing. */
async function until(ask: () => number): Promise<number> {
  for (;;) {
    try {
      const found = ask();
      if (found > 0) return found;
    } catch {
      // The program has not written it yet.
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
