import { describe, expect, it } from 'vitest';
import { plainPreferences, storedPreferences, storePreferences } from '../../../renderer/ui/preferences.ts';

function storage(text: string | null) {
  const kept = new Map(text === null ? [] : [['pasillo.preferences', text]]);
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

describe('how a person wants the screen', () => {
  it('comes back after a reload', () => {
    const kept = storage(null);
    const seen = { text: '200', contrast: 'high', reach: 'low', motion: 'still' } as const;
    const chosen = { ...seen, speech: 'on', volume: 12, rate: 'fast', curtain: 'closed', limit: 'off' } as const;
    storePreferences(kept, chosen);
    expect(storedPreferences(kept)).toEqual(chosen);
  });

  it('is gone once the plain look is back', () => {
    const kept = storage('{"text":"200"}');
    storePreferences(kept, plainPreferences);
    expect(kept.getItem('pasillo.preferences')).toBeNull();
  });

  it.each([
    null,
    'null',
    '',
    '{',
    '[]',
    '"high"',
    '{"text":"900","contrast":1,"reach":null}',
    '{"speech":true,"volume":99,"rate":"x","curtain":0,"limit":true}',
  ])('is the plain look when %s is stored', (text) => {
    expect(storedPreferences(storage(text))).toEqual(plainPreferences);
  });
});
