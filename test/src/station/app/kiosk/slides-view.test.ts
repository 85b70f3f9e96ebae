import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Slide } from '../../../../../src/contract/slides.ts';
import { kioskView } from '../../../../../src/contract/station/views.ts';
import { dayText } from '../../../../../src/core/promises/work-days.ts';
import { addDays, endOfDay, localDay } from '../../../../../src/kernel/local-day.ts';
import { createKiosk, type Kiosk } from '../../../../../src/station/app/kiosk/kiosk.ts';
import type { StationDatabase } from '../../../../../src/station/store/database.ts';
import { wantedMedia } from '../../../../../src/station/sync/wanted-media.ts';
import { type KioskWorld, kioskWorld } from '../../../../support/kiosk-world.ts';
import { openMemoryStore } from '../../../../support/store.ts';

let world: KioskWorld;
let store: StationDatabase;
let kiosk: Kiosk;

beforeEach(() => {
  world = kioskWorld();
  store = openMemoryStore({ clock: world.time });
  kiosk = createKiosk(world.parts(store));
});
afterEach(async () => {
  kiosk.close();
  store.close();
  await world.close();
});

function tell(value: unknown, key = 'slides'): void {
  const from = store.cursor('slides');
  store.applyPage('slides', from, { rows: [{ key, revision: from + 1, value }], next: from + 1, more: false, serverTime: 1 }, 1);
}

const slide = (slideId: string, changes: Partial<Slide> = {}): Slide => ({ slideId, headline: { es: slideId }, ...changes });
const shown = () => kioskView.parse(kiosk.view.current()).slides;
const zone = () => world.parts(store).timeZone;
const day = (offset: number) => addDays(localDay(world.time.now(), zone()), offset);

describe("the shop's slides at a kiosk", () => {
  it('are shown while nobody is here, as soon as they came, and never during a session', () => {
    let told = 0;
    kiosk.view.onChange(() => (told += 1));
    expect(shown()).toBeUndefined();
    tell({ slides: [slide('a'), slide('b')] });
    expect([told, shown()?.map(({ slideId }) => slideId)]).toEqual([1, ['a', 'b']]);
    kiosk.start({ locale: 'es' });
    expect(shown()).toBeUndefined();
    kiosk.end();
    expect(shown()?.length).toBe(2);
    tell(null);
    expect(shown()).toBeUndefined();
  });

  it('have the moments of their days by the calendar of the shop; those that are over are left out', () => {
    const [yesterday, today, tomorrow] = [day(-1), day(0), day(1)];
    tell({
      slides: [
        slide('over', { until: dayText(yesterday) }),
        slide('today', { from: dayText(today), until: dayText(today) }),
        slide('tomorrow', { from: dayText(tomorrow) }),
      ],
    });
    expect(shown()).toEqual([
      { ...slide('today'), from: endOfDay(yesterday, zone()) + 1, until: endOfDay(today, zone()) },
      { ...slide('tomorrow'), from: endOfDay(today, zone()) + 1 },
    ]);
  });

  it('open nothing that this device does not know', () => {
    tell({ slides: [slide('known', { opens: { kind: 'product', productId: 'camisa' } }), slide('gone', { opens: { kind: 'product', productId: 'moon' } })] });
    expect(shown()?.map(({ slideId, opens }) => [slideId, opens?.kind ?? null])).toEqual([
      ['known', 'product'],
      ['gone', null],
    ]);
  });

  it('are left as they were by a row that is none', () => {
    tell({ slides: [slide('a')] });
    tell({ slides: [{ ...slide('b'), price: 10 }] });
    tell({ slides: [slide('c')] }, 'other');
    expect(shown()?.map(({ slideId }) => slideId)).toEqual(['a']);
  });

  it('have their pictures brought before those of the goods', () => {
    const picture = { file: { hash: 'a'.repeat(64), type: 'webp' as const, bytes: 10 }, width: 4, height: 3 };
    const goods = [{ rank: 0, id: 1, name: 'b.webp', bytes: 5 }];
    let told = 0;
    const wanted = wantedMedia(store, { media: ({ rank }) => (rank < 0 ? goods : []), onChange: () => () => {} });
    const stop = wanted.onChange(() => (told += 1));
    const walk = () => {
      const found: string[] = [];
      for (let page = wanted.media({ rank: -1, id: 0 }, 1); page.length > 0; page = wanted.media(page.at(-1) ?? { rank: 9, id: 0 }, 1)) {
        found.push(...page.map(({ name }) => name));
      }
      return found;
    };
    expect(walk()).toEqual(['b.webp']);
    tell({ slides: [slide('a'), slide('b', { picture }), slide('c', { picture: { ...picture, file: { ...picture.file, hash: 'c'.repeat(64) } } })] });
    expect([told, walk()]).toEqual([1, [`${'a'.repeat(64)}.webp`, `${'c'.repeat(64)}.webp`, 'b.webp']]);
    tell(null);
    expect([told, walk()]).toEqual([2, ['b.webp']]);
    stop();
    tell({ slides: [slide('a')] });
    expect(told).toBe(2);
  });
});
