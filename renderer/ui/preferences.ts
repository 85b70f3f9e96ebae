import { createContext, useContext } from 'react';
import { type SpeechRate, speechRate } from '../../src/contract/station/speech-contract.ts';
import { USUAL_VOLUME, type Volume, VOLUMES } from './volume.ts';

/** How a person wants the screen, for eyes and ears. Lives as long as their session, in this tab only. */
export interface Preferences {
  readonly text: '100' | '150' | '200';
  readonly contrast: 'normal' | 'high';
  readonly reach: 'normal' | 'low';
  /** `still`: nothing on the screen moves by itself. */
  readonly motion: 'normal' | 'still';
  readonly speech: 'off' | 'on';
  readonly volume: Volume;
  readonly rate: SpeechRate;
  /** `closed`: the screen is dark for the eyes of others while its person listens. */
  readonly curtain: 'open' | 'closed';
  /** `off`: their session does not end by itself. */
  readonly limit: 'usual' | 'off';
}

/** How the screen looks and sounds for who has not chosen anything. */
export const plainPreferences: Preferences = {
  text: '100',
  contrast: 'normal',
  reach: 'normal',
  motion: 'normal',
  speech: 'off',
  volume: USUAL_VOLUME,
  rate: 'normal',
  curtain: 'open',
  limit: 'usual',
};

const STORED = 'pasillo.preferences';

/** What the person chose before a reload; anything unreadable is forgotten. */
export function storedPreferences(storage: Pick<Storage, 'getItem'>): Preferences {
  try {
    return readPreferences(JSON.parse(storage.getItem(STORED) ?? 'null'));
  } catch {
    return plainPreferences;
  }
}

/** Keeps the choice over a reload, or drops it. */
export function storePreferences(storage: Pick<Storage, 'setItem' | 'removeItem'>, preferences: Preferences): void {
  if (preferences === plainPreferences) storage.removeItem(STORED);
  else storage.setItem(STORED, JSON.stringify(preferences));
}

/** Takes from unknown data what is a preference, and the plain look for the rest. */
export function readPreferences(data: unknown): Preferences {
  if (typeof data !== 'object' || data === null) return plainPreferences;
  const known = new Map<string, unknown>(Object.entries(data));
  const text = known.get('text');
  return {
    text: text === '150' || text === '200' ? text : '100',
    contrast: known.get('contrast') === 'high' ? 'high' : 'normal',
    reach: known.get('reach') === 'low' ? 'low' : 'normal',
    motion: known.get('motion') === 'still' ? 'still' : 'normal',
    speech: known.get('speech') === 'on' ? 'on' : 'off',
    volume: VOLUMES.find((volume) => volume === known.get('volume')) ?? USUAL_VOLUME,
    rate: speechRate.options.find((rate) => rate === known.get('rate')) ?? 'normal',
    curtain: known.get('curtain') === 'closed' ? 'closed' : 'open',
    limit: known.get('limit') === 'off' ? 'off' : 'usual',
  };
}

/** Puts the choice on the document, where tokens.css looks for it. */
export function applyPreferences(element: HTMLElement, preferences: Preferences): void {
  element.dataset['text'] = preferences.text;
  element.dataset['contrast'] = preferences.contrast;
  element.dataset['reach'] = preferences.reach;
  element.dataset['motion'] = preferences.motion;
  element.dataset['speech'] = preferences.speech;
}

/** The present choice, and how to change it. */
export interface PreferencesStore {
  readonly value: Preferences;
  readonly change: (next: Preferences) => void;
}

/** The choice for everything below it. */
export const PreferencesContext = createContext<PreferencesStore>({ value: plainPreferences, change: () => undefined });

/** Reads and changes how the person wants the screen. */
export function usePreferences(): PreferencesStore {
  return useContext(PreferencesContext);
}
