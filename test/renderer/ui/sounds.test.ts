import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const sources = ['renderer', 'src'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
);
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

/** Where a sound is asked for that is no speech, and the words on the screen that stand for it at that moment. */
const twins: Readonly<Record<string, { readonly file: string; readonly seen: RegExp }>> = {
  // The warning before the end, and its last word.
  'renderer/ui/idle-dialog.tsx': { file: 'renderer/ui/idle-dialog.tsx', seen: /ui\.idle\.body/ },
  'renderer/speech/speech-provider.tsx': { file: 'renderer/ui/idle-dialog.tsx', seen: /ui\.idle\.body/ },
  // To who listens: with each sheet that is an alert.
  'renderer/speech/engine.ts': { file: 'renderer/speech/follow-page.ts', seen: /next\.kind === 'alertdialog'\) parts\.onWarning/ },
  // Somebody calls for help: a line above every screen of the staff, and at the side of a shopper whom somebody helps.
  'renderer/staff/use-ringing.ts': { file: 'renderer/staff/help-ringing.tsx', seen: /<Banner/ },
  'src/station/app/help/help.ts': { file: 'renderer/staff/help-ringing.tsx', seen: /<Banner/ },
  // A code that was taken or refused: the silo's screen goes on, or says why not.
  'src/station/app/silo/audible-silo.ts': { file: 'renderer/silo/silo-screens.tsx', seen: /case 'refused':/ },
};

/** A chime or a beep that is asked for; not where it is made. */
const ASKED = /\.chime\(|^\s*chime\(\);|\.beep\('/m;

describe('a sound', () => {
  it('is asked for in these places only', () => {
    expect(sources.filter((name) => ASKED.test(read(name))).sort()).toEqual(Object.keys(twins).sort());
  });

  it('of a call for help is heard only where its line is drawn', () => {
    const ringing = sources.filter((name) => /\buseRinging\(calls/.test(read(name))).sort();
    expect(ringing).toEqual(['renderer/kiosk/assist-calls.tsx', 'renderer/staff/help-ringing.tsx']);
    for (const name of ringing) expect(read(name)).toMatch(/<Banner/);
  });

  it.each(Object.entries(twins))('of %s has something to see', (_, { file, seen }) => {
    expect(read(file)).toMatch(seen);
  });
});
