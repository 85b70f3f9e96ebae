import { expect, test } from 'vitest';
import { createSecondPress, SECOND_PRESS_MS } from '../../../renderer/silo/second-press.ts';

test('a press soon after "later" may be its second, and one of whoever has read the screen is not', () => {
  let now = 0;
  const later = createSecondPress(() => now);
  const seen = [later.isSecond()];
  later.pressed();
  for (const at of [0, SECOND_PRESS_MS - 1, SECOND_PRESS_MS]) {
    now = at;
    seen.push(later.isSecond());
  }
  expect(seen).toEqual([false, true, true, false]);
});
