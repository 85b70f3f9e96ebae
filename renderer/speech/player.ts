import type { Cancel } from '../../src/kernel/clock.ts';
import { gainOf, type Volume } from '../ui/volume.ts';

/** The page's loudspeaker or headset. */
export interface Player {
  /** Plays a sound file to its end. Rejects for bytes that are no sound, and where nothing plays it; resolves when `signal` gives it up. */
  play(file: ArrayBuffer, volume: Volume, signal: AbortSignal): Promise<void>;
  /** Two notes that say: attention. */
  chime(volume: Volume): void;
  /** A key was pressed: browsers that keep a page silent until then let it speak from now on. */
  wake(): void;
}

/** Notes of the chime, in hertz, each this many seconds long. */
const NOTES = [880, 660];
const NOTE_SECONDS = 0.18;

/** A sound is ready to be played within this time, and its end is told so long after it at the latest; else nothing plays here. Milliseconds. */
const ANSWER_MS = 5_000;

/** What a player plays with. */
export interface PlayerParts {
  readonly open: () => AudioContext;
  /** May the page make a sound? Until somebody has touched it, browsers keep it silent: then a sound waits. */
  readonly mayPlay: () => boolean;
  readonly after: (ms: number, work: () => void) => Cancel;
}

/** The page's own. */
const ownParts: PlayerParts = {
  open: () => new AudioContext(),
  mayPlay: () => navigator.userActivation.hasBeenActive,
  after: (ms, work) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};

/** Plays over Web Audio: the sound goes where the system sends it. Nothing is kept of what was played. */
export function createPlayer({ open, mayPlay, after }: PlayerParts = ownParts): Player {
  let made: AudioContext | null = null;
  const context = (): AudioContext => {
    made ??= open();
    if (made.state !== 'running') void made.resume().catch(() => undefined);
    return made;
  };
  return {
    play: async (file, volume, signal) => {
      const audio = context();
      const buffer = await inTime(audio.decodeAudioData(file), after);
      if (signal.aborted) return;
      const source = audio.createBufferSource();
      const gain = audio.createGain();
      source.buffer = buffer;
      gain.gain.value = gainOf(volume);
      source.connect(gain).connect(audio.destination);
      await new Promise<void>((resolve, reject) => {
        let cancel: Cancel = () => undefined;
        const end = (how: () => void): void => {
          cancel();
          signal.removeEventListener('abort', stop);
          gain.disconnect();
          how();
        };
        const stop = (): void => {
          source.stop();
          // Where nothing plays, nothing tells the end.
          end(resolve);
        };
        const watch = (): void => {
          cancel = after(buffer.duration * 1000 + ANSWER_MS, () => {
            if (audio.state === 'suspended' && !mayPlay()) watch();
            else end(() => reject(new Error('the sound was not played to its end')));
          });
        };
        source.onended = () => end(resolve);
        signal.addEventListener('abort', stop);
        source.start();
        watch();
      });
    },
    chime: (volume) => {
      const audio = context();
      for (const [index, hertz] of NOTES.entries()) {
        const start = audio.currentTime + index * NOTE_SECONDS;
        const tone = audio.createOscillator();
        const gain = audio.createGain();
        tone.frequency.value = hertz;
        gain.gain.value = gainOf(volume);
        tone.connect(gain).connect(audio.destination);
        tone.start(start);
        tone.stop(start + NOTE_SECONDS);
      }
    },
    wake: () => {
      if (made?.state === 'suspended') void made.resume().catch(() => undefined);
    },
  };
}

async function inTime<T>(work: Promise<T>, after: PlayerParts['after']): Promise<T> {
  let cancel: Cancel = () => undefined;
  const late = new Promise<never>((_, reject) => {
    cancel = after(ANSWER_MS, () => reject(new Error('nothing makes a sound of the file')));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    cancel();
  }
}
