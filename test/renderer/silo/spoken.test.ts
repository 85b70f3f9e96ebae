import { beforeAll, describe, expect, it } from 'vitest';
import { loadMessages } from '../../../renderer/i18n/spoken.ts';
import { siloScripts } from '../../../renderer/silo/mock-scripts.ts';
import { spokenOf } from '../../../renderer/silo/spoken.ts';
import { languages } from '../../../src/kernel/language.ts';
import { type SiloView, siloState } from '../../../src/contract/station/silo-views.ts';

const views = Object.entries(siloScripts).flatMap(([name, script]): readonly (readonly [string, SiloView])[] => {
  const { silo } = script();
  return silo === undefined || silo === null ? [] : [[name, silo]];
});
const viewOf = (name: string): SiloView => views.find(([other]) => other === name)?.[1] ?? expect.fail(`no scene ${name}`);

describe('what the silo says aloud', () => {
  beforeAll(async () => {
    for (const language of languages) expect(await loadMessages(language)).toBe(true);
  });

  it('is tried for every state that it can show', () => {
    const shown = new Set(views.map(([, { state }]) => state.kind));
    expect(siloState.options.map((option) => option.shape.kind.value).filter((kind) => !shown.has(kind))).toEqual([]);
  });

  for (const [name, view] of views) {
    it(`${name}: whole sentences, each language in its own words`, () => {
      const all = languages.map((language) => spokenOf(language, view));
      for (const { words } of all) {
        expect(words).toMatch(/^[\p{Lu}¡¿\d].*[.?!…]$/u);
        expect(words).not.toMatch(/[{}<>]|undefined|NaN|\.\.|\bsilo\b|\s,/);
        expect(words.length).toBeGreaterThan(10);
      }
      expect(new Set(all.map(({ words }) => words)).size).toBe(languages.length);
      expect(new Set(all.map(({ urgent }) => urgent)).size).toBe(1);
    });
  }

  it('tells which door and where it is, whenever there is one to go to', () => {
    for (const name of [
      'silo-opening',
      'silo-open',
      'silo-next',
      'silo-did-not-open',
      'silo-close-left',
      'silo-remote-open',
      'return-opening',
      'return-open',
    ]) {
      expect(spokenOf('en', viewOf(name)).words).toMatch(/door \d+.*column from the left/i);
    }
  });

  it('says which of several parcels a door is for, and nothing of a single one', () => {
    expect(spokenOf('en', viewOf('silo-open-of-three')).words).toContain('Parcel 1 of 3');
    expect(spokenOf('en', viewOf('silo-open')).words).not.toContain('Parcel');
  });

  it('says first what needs attention', () => {
    const urgent = views.filter(([, view]) => spokenOf('es', view).urgent).map(([, { state }]) => state.kind);
    expect([...new Set(urgent)].sort()).toEqual([
      'did-not-open',
      'refused',
      'return-refused',
      'return-stuck',
      'return-unsure',
      'shut',
      'unavailable',
      'unsure',
    ]);
  });

  it('spells a receipt’s number, and tells of the parcel that stays behind a broken door', () => {
    expect(spokenOf('es', viewOf('return-done')).words).toContain('R 7 K 3 M 9 Q R X');
    expect(spokenOf('en', viewOf('silo-thanks-shut')).words).toContain('Door 9 cannot be opened now');
    expect(spokenOf('en', viewOf('silo-shut')).words).toContain('phone +34 910 000 000');
  });
});
