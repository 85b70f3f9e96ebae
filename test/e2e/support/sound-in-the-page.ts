import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { Stage } from '../../../scripts/demo/stage.ts';
import { es } from '../../../scripts/demo/words.ts';
import { until } from '../../../scripts/world/until.ts';
import { toFirstScreen } from './at-the-kiosk.ts';
import { earsAt } from './ears.ts';
import type { QuickVoice } from './quick-voice.ts';

/** What was played in the page: how long it is, how loud at its loudest, and how it went on. */
interface Played {
  /** Seconds. */
  readonly duration: number;
  /** Of the samples of the sound, and of what came out of the page while it was played; 1 is as loud as it can be. */
  readonly peak: number;
  readonly heardPeak: number;
  readonly state: 'playing' | 'ended' | 'stopped';
  /** Frames that were drawn between the press of a key and the end of the sound; null: no key ended it. */
  readonly framesAfterKey: number | null;
}

/** Bytes before the samples of espeak-ng's WAV file, and samples of 16 bits in a second. */
const WAV_HEAD = 44;
const SAMPLE_RATE = 22_050;

/** What the real program that speaks makes becomes sound in a real page, and ends with the next key; on the stage of a file that plays in Spanish. */
export function soundInThePage(stage: () => Stage, voice: QuickVoice): void {
  describe('the sound of speech', () => {
    it('comes from the station’s program, is played in the page as long as it is, and ends with the next key before another frame is drawn', async () => {
      await toFirstScreen(stage());
      const page = stage().staff;
      await page.addInitScript(probe);
      voice.beReal(true);
      try {
        const ears = await earsAt(page);
        const played = (): Promise<readonly Played[]> => page.evaluate<readonly Played[]>('window.soundsPlayed');
        await ears.key('F2');
        const first = await ears.hear(/Voz activada/);
        await until('the first piece is heard to its end', 20_000, async () => (await played())[0]?.state === 'ended');
        const [intro] = await played();
        expect(intro?.duration).toBeCloseTo(secondsOf(first), 2);
        expect([intro?.peak ?? 0, intro?.heardPeak ?? 0].map((peak) => peak > 0.05)).toEqual([true, true]);
        await until(
          'the next piece is heard',
          20_000,
          async () => (await played()).at(-1)?.state === 'playing' && ((await played()).at(-1)?.heardPeak ?? 0) > 0.05,
        );
        const at = (await played()).length - 1;
        await ears.key('ArrowDown');
        expect((await played())[at]).toMatchObject({ state: 'stopped', framesAfterKey: 0 });
        await ears.hear(/botón/);
        await until('what the key leads to is heard', 20_000, async () => (await played()).length > at + 1);
        await ears.key('F2');
        await ears.hear(es['speech.bye']);
      } finally {
        voice.beReal(false);
      }
    });
  });
}

/** How long a text is as espeak-ng says it to who chose nothing. */
function secondsOf(text: string): number {
  const wav = execFileSync('espeak-ng', ['-v', 'es', '-s', '160', '-b', '1', '--stdin', '--stdout'], { input: `${text}\n`, maxBuffer: 10_000_000 });
  return (wav.length - WAV_HEAD) / 2 / SAMPLE_RATE;
}

/** Runs in the page before its own program: notes what its sounds are, listens to what comes out of it, and counts frames from each key on. */
const probe = `(() => {
  const sounds = [];
  window.soundsPlayed = sounds;
  let frames = null;
  window.addEventListener('keydown', () => { frames = 0; }, { capture: true });
  const count = () => { if (frames !== null) frames += 1; requestAnimationFrame(count); };
  requestAnimationFrame(count);
  const loudest = (samples) => samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
  const { connect } = AudioNode.prototype;
  AudioNode.prototype.connect = function (target, ...rest) {
    if (target instanceof AudioDestinationNode) {
      const ear = new AnalyserNode(this.context, { fftSize: 2048 });
      const samples = new Float32Array(2048);
      const own = sounds.at(-1);
      connect.call(this, ear);
      const listen = () => {
        ear.getFloatTimeDomainData(samples);
        if (own !== undefined) own.heardPeak = Math.max(own.heardPeak, loudest(samples));
        if (own?.state === 'playing') setTimeout(listen, 20);
      };
      setTimeout(listen, 20);
    }
    return connect.call(this, target, ...rest);
  };
  const { start, stop } = AudioBufferSourceNode.prototype;
  const buffer = Object.getOwnPropertyDescriptor(AudioBufferSourceNode.prototype, 'buffer');
  Object.defineProperty(AudioBufferSourceNode.prototype, 'buffer', {
    ...buffer,
    set(sound) {
      this.noted = { duration: sound.duration, peak: loudest(sound.getChannelData(0)), heardPeak: 0, state: 'playing', framesAfterKey: null };
      sounds.push(this.noted);
      buffer.set.call(this, sound);
    },
  });
  AudioBufferSourceNode.prototype.start = function (...when) {
    this.addEventListener('ended', () => { if (this.noted.state === 'playing') this.noted.state = 'ended'; });
    return start.apply(this, when);
  };
  AudioBufferSourceNode.prototype.stop = function (...when) {
    if (this.noted.state === 'playing') Object.assign(this.noted, { state: 'stopped', framesAfterKey: frames });
    return stop.apply(this, when);
  };
})()`;
