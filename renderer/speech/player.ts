import { gainOf, type Volume } from '../ui/volume.ts';

/** The page's loudspeaker or headset. */
export interface Player {
  /** Plays a sound file to its end. Rejects for bytes that are no sound; resolves at once when `signal` gives it up. */
  play(file: ArrayBuffer, volume: Volume, signal: AbortSignal): Promise<void>;
  /** Two notes that say: attention. */
  chime(volume: Volume): void;
  /** A key was pressed: browsers that keep a page silent until then let it speak from now on. */
  wake(): void;
}

/** Notes of the chime, in hertz, each this many seconds long. */
const NOTES = [880, 660];
const NOTE_SECONDS = 0.18;

/** Plays over Web Audio: the sound goes where the system sends it. Nothing is kept of what was played. */
export function createPlayer(): Player {
  let made: AudioContext | null = null;
  const context = (): AudioContext => {
    made ??= new AudioContext();
    if (made.state !== 'running') void made.resume().catch(() => undefined);
    return made;
  };
  return {
    play: async (file, volume, signal) => {
      const audio = context();
      const buffer = await audio.decodeAudioData(file);
      if (signal.aborted) return;
      const source = audio.createBufferSource();
      const gain = audio.createGain();
      source.buffer = buffer;
      gain.gain.value = gainOf(volume);
      source.connect(gain).connect(audio.destination);
      await new Promise<void>((resolve) => {
        const stop = (): void => source.stop();
        source.onended = () => {
          signal.removeEventListener('abort', stop);
          gain.disconnect();
          resolve();
        };
        signal.addEventListener('abort', stop);
        source.start();
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
