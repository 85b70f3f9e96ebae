import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../../src/kernel/logger.ts';
import { amixerJack, jackState } from '../../../../../src/station/devices/speech/headset-jack.ts';
import { openSpeech } from '../../../../../src/station/devices/speech/open-speech.ts';
import { speechConfig } from '../../../../../src/station/speech-config.ts';
import { systemClock } from '../../../../../src/shells/node-world.ts';
import { VirtualClock } from '../../../../hardware/support/virtual-clock.ts';

/** As alsa-utils 1.2.8 prints it. */
const answer = (values: string): string => `numid=22,iface=CARD,name='Headphone Jack'\n  ; type=BOOLEAN,access=r-------,values=1\n  : values=${values}\n`;

describe('the socket for headsets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pasillo-jack-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    [answer('on'), 'in'],
    [answer('off'), 'out'],
    ['amixer: Cannot find the given element from control hw:0\n', 'unknown'],
    ['', 'unknown'],
  ])('is read from what the sound card says: %j', (text, state) => {
    expect(jackState(text)).toBe(state);
  });

  it('is looked at each second while somebody wants to know, and tells of each change', async () => {
    const program = join(folder, 'amixer');
    writeFileSync(program, `#!/bin/sh\necho "$@" > ${folder}/asked\ncat ${folder}/state\n`);
    chmodSync(program, 0o700);
    writeFileSync(join(folder, 'state'), answer('off'));
    const clock = new VirtualClock();
    const jack = amixerJack({ program, card: 1, control: 'Headphone Jack' }, clock);
    expect(jack.current()).toBe('unknown');
    const states: string[] = [];
    let wake = (): void => undefined;
    const changed = (): Promise<void> =>
      new Promise((resolve) => {
        wake = resolve;
      });
    const first = changed();
    const stop = jack.onChange(() => {
      states.push(jack.current());
      wake();
    });
    await first;
    writeFileSync(join(folder, 'state'), answer('on'));
    const second = changed();
    await clock.advance(1000);
    await second;
    rmSync(join(folder, 'state'));
    const third = changed();
    await clock.advance(1000);
    await third;
    stop();
    expect(states).toEqual(['out', 'in', 'unknown']);
  });

  it.each([
    ['always', 'in'],
    ['never', 'out'],
    ['unknown', 'unknown'],
  ] as const)('stands still where the configuration says %s', (headset, state) => {
    const { jack } = openSpeech(speechConfig.parse({ program: 'none', headset }), { clock: systemClock, logger: silentLogger });
    expect(jack.current()).toBe(state);
  });

  it.each([{ program: 'say' }, { voices: { es: '-x' } }, { voices: { xx: 'es' } }, { headset: { card: 0, control: "x' --help" } }, { speed: 1 }])(
    'is never asked for with what a configuration must not say: %j',
    (config) => {
      expect(speechConfig.safeParse(config).success).toBe(false);
    },
  );
});
