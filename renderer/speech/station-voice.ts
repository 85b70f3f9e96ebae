import { MAX_SPOKEN } from '../../src/contract/station/speech-contract.ts';
import type { StationIntents } from '../bridge/intents.ts';
import { piecesOf } from './pieces.ts';
import type { Player } from './player.ts';
import type { Manner, PageVoice } from './voice.ts';

/** The first piece is short, so that it is heard at once; the others are made while one is heard. */
const PIECE = 240;

/** A station that is busy is asked again so often, after so many milliseconds each time. */
const MOST_TRIES = 6;
const BUSY_MS = 150;

/** The voice of the station's own program: its sound comes piece by piece over the bridge, and is played here. */
export function stationVoice(say: StationIntents['speech']['say'], player: Player, pause: (ms: number) => Promise<void> = inTime): PageVoice {
  const make = async (text: string, { locale, rate }: Manner, signal: AbortSignal): Promise<ArrayBuffer | null> => {
    for (let tries = 1; ; tries++) {
      const made = await say({ locale, rate, text }, signal);
      if (made.ok) return bytesOf(made.value.wav);
      // Programs that were given up just now may still be ending.
      if (made.error.kind !== 'busy' || tries === MOST_TRIES || signal.aborted) return null;
      await pause(BUSY_MS);
    }
  };
  return {
    speak: async (words, manner, signal) => {
      const [first, ...rest] = piecesOf(words, Math.min(PIECE, MAX_SPOKEN));
      if (first === undefined) return 'spoken';
      let isWhole = true;
      let coming = make(first, manner, signal);
      for (const after of [...rest, null]) {
        const sound = await coming;
        if (signal.aborted) return 'spoken';
        if (after !== null) coming = make(after, manner, signal);
        const isPlayed = sound !== null && (await isHeard(player.play(sound, manner.volume, signal)));
        isWhole &&= isPlayed;
        if (signal.aborted) return 'spoken';
      }
      return isWhole ? 'spoken' : 'failed';
    },
  };
}

function inTime(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function isHeard(playing: Promise<void>): Promise<boolean> {
  try {
    await playing;
    return true;
  } catch {
    return false;
  }
}

function bytesOf(base64: string): ArrayBuffer {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes.buffer;
}
