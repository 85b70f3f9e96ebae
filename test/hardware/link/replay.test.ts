import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseTranscript } from '../../../hardware/link/transcript-reader.ts';
import { replayThroughEngine } from '../../../hardware/tool/replay-engine.ts';
import { familyNames } from '../../../hardware/wire/family-name.ts';

const folder = join(import.meta.dirname, '../../fixtures/transcripts');
const names = readdirSync(folder).flatMap((file) => (file.endsWith('.jsonl') ? [file.slice(0, -'.jsonl'.length)] : []));

function recordingOf(name: string) {
  const read = parseTranscript(readFileSync(join(folder, `${name}.jsonl`), 'utf8'));
  const [recording, ...more] = read.ok ? read.value : [];
  if (recording === undefined || recording.header === null || more.length > 0) throw new Error(`${name} is not one recording with a header`);
  return { recording, header: recording.header };
}

test('every family has a normal day, an unplugged adapter, a noisy line and a silent board', () => {
  const scenes = ['normal-day', 'unplugged-adapter', 'noisy-line', 'silent-board'];
  expect(names).toEqual(expect.arrayContaining(familyNames.flatMap((family) => scenes.map((scene) => `${family}-${scene}`))));
});

test.each(names)('%s: the driver of today tells what was told when it was recorded', async (name) => {
  const { recording, header } = recordingOf(name);
  const events = await replayThroughEngine(recording, header);
  const expected = readFileSync(join(folder, `${name}.facts.txt`), 'utf8')
    .trim()
    .split('\n');
  expect(events.ok ? events.value.map(({ words }) => words) : events.error).toEqual(expected);
});
