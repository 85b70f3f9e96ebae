import { describe, expect, it } from 'vitest';
import type { SiloView } from '../../../../src/contract/station/silo-views.ts';
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
      const next = nextWipe(state, { kiosk: { session: kiosk }, staff: { member: staff }, silo: { state: { kind: 'ready' } } });
      state = next.state;
      return next.wipe;
    });
    expect(seen).toEqual(wipes);
  });

  type Kind = SiloView['state']['kind'];

  /** After which of these the page is thrown away, while nobody shops. */
  function wipedAfter(
    kinds: readonly Kind[],
    who: { readonly session: KioskSession | null; readonly member: typeof member | null } = { session: null, member: null },
  ) {
    let state = unused;
    return kinds.filter((kind) => {
      const next = nextWipe(state, { kiosk: { session: who.session }, staff: { member: who.member }, silo: { state: { kind } } });
      state = next.state;
      return next.wipe;
    });
  }

  it.each<readonly [string, readonly Kind[]]>([
    ['whoever collected', ['ready', 'checking', 'pin', 'opening', 'open', 'thanks', 'ready']],
    ['whoever brought something back', ['ready', 'return-identify', 'return-goods', 'return-open', 'return-done', 'ready']],
    ['a courier', ['ready', 'courier-pin', 'courier', 'ready']],
    ['whoever left their door open', ['ready', 'checking', 'open', 'ready']],
  ])('E-34 is thrown away once after %s, when the silo is ready again', (_, kinds) => {
    expect(wipedAfter([...kinds, 'ready'])).toEqual(['ready']);
  });

  it('E-34 is kept for whoever may try again at the silo', () => {
    expect(wipedAfter(['ready', 'checking', 'refused', 'ready', 'checking', 'wait', 'ready', 'return-identify', 'ready'])).toEqual([]);
  });

  it('E-34 is kept through a visit to the silo of which a shopper or somebody of the staff is not gone', () => {
    expect(wipedAfter(['ready', 'open', 'ready'], { session, member: null })).toEqual([]);
    expect(wipedAfter(['ready', 'open', 'ready'], { session: null, member })).toEqual([]);
  });

  it('E-34 is never thrown away with a door open, though a shopper’s time was over meanwhile, and then once', () => {
    let state = unused;
    const steps: readonly (readonly [KioskSession | null, Kind])[] = [
      [session, 'ready'],
      [session, 'open'],
      [null, 'open'],
      [null, 'thanks'],
      [null, 'ready'],
      [null, 'ready'],
    ];
    const wipes = steps.map(([shopper, kind]) => {
      const next = nextWipe(state, { kiosk: { session: shopper }, staff: { member: null }, silo: { state: { kind } } });
      state = next.state;
      return next.wipe;
    });
    expect(wipes).toEqual([false, false, false, false, true, false]);
  });
});
