import type { Slide } from '../../../contract/slides.ts';
import type { ShownSlide } from '../../../contract/station/views.ts';
import type { DayText } from '../../../kernel/day-words.ts';
import { addDays, endOfDay, type LocalDay } from '../../../kernel/local-day.ts';
import type { KioskParts } from './kiosk-parts.ts';

/** The shop's slides that are not over, those of days to come included: the page takes them at midnight with nobody telling it. */
export function slidesView({ store, catalogue, clock, timeZone }: Pick<KioskParts, 'store' | 'catalogue' | 'clock' | 'timeZone'>): readonly ShownSlide[] {
  const now = clock.now();
  return store.read.slides().flatMap(({ from, until, opens, ...slide }: Slide) => {
    const [begins, ends] = [
      from === undefined ? null : endOfDay(addDays(dayOf(from), -1), timeZone) + 1,
      until === undefined ? null : endOfDay(dayOf(until), timeZone),
    ];
    if (ends !== null && ends < now) return [];
    // What this device does not know (any more) opens nothing.
    const leads = opens === undefined || (opens.kind === 'product' && catalogue.product(opens.productId) === null) ? {} : { opens };
    return [{ ...slide, ...leads, ...(begins === null ? {} : { from: begins }), ...(ends === null ? {} : { until: ends }) }];
  });
}

function dayOf(text: DayText): LocalDay {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
  return { year, month, day };
}
