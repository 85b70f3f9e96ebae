import { describe, expect, it } from 'vitest';
import type { Stage } from '../../../scripts/demo/stage.ts';
import { es } from '../../../scripts/demo/words.ts';
import { until } from '../../../scripts/world/until.ts';
import { toFirstScreen } from './at-the-kiosk.ts';

/** What a shop shows while nobody is here, from its hub to the screen, on the stage of a file that plays in Spanish. */
export function slidesJourney(stage: () => Stage): void {
  describe('a kiosk at which nobody is', () => {
    it('shows the pictures and words of its shop, and a touch leads to what they are about', async () => {
      const { staff } = stage();
      await toFirstScreen(stage());
      await until('the picture has come and can be seen', 30_000, async () =>
        Boolean(await staff.evaluate("(document.querySelector('img.slide-picture')?.naturalWidth ?? 0) >= 1600")),
      );
      const words = (await staff.locator('.slide-headline').textContent()) ?? '';
      expect(['Ya han llegado los abrigos', 'Un bolso para cada día']).toContain(words);
      await staff.locator('.slide').click();
      await staff
        .getByLabel(es['kiosk.search'])
        .or(staff.getByRole('button', { name: es['kiosk.product.order'] }))
        .first()
        .waitFor();
      expect(await staff.evaluate('location.hash')).toMatch(/Abrigos|bolso/);
      await toFirstScreen(stage());
    });
  });
}
