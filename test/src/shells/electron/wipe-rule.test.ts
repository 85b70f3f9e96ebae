import { describe, expect, it } from 'vitest';
import type { KioskSession, StaffView } from '../../../../src/contract/station/views.ts';
import { nextWipe, unused } from '../../../../src/shells/electron/wipe-rule.ts';

const session = {} as KioskSession;
const member = {} as NonNullable<StaffView['member']>;

describe('the page', () => {
  it.each([
    [
      'is kept while nobody used it',
      [
        [null, null],
        [null, null],
      ],
      [false, false],
    ],
    [
      'is thrown away once after a shopper leaves',
      [
        [session, null],
        [null, null],
        [null, null],
      ],
      [false, true, false],
    ],
    [
      'is kept for staff who came during a shopper’s session, and thrown away when they leave',
      [
        [session, null],
        [null, member],
        [null, member],
        [null, null],
      ],
      [false, false, false, true],
    ],
    [
      'is thrown away after staff as well, who looked at customers and typed a PIN',
      [
        [null, member],
        [null, null],
        [null, null],
      ],
      [false, true, false],
    ],
    [
      'is thrown away after each of two shoppers',
      [
        [session, null],
        [null, null],
        [session, null],
        [null, null],
      ],
      [false, true, false, true],
    ],
  ] as const)('E-34 %s', (_, steps, wipes) => {
    let state = unused;
    const seen = steps.map(([kiosk, staff]) => {
      const next = nextWipe(state, { session: kiosk }, { member: staff });
      state = next.state;
      return next.wipe;
    });
    expect(seen).toEqual(wipes);
  });
});
