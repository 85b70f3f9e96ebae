import { describe, expect, test } from 'vitest';
import { createWedge, type WedgeReading } from '../../../renderer/reading/wedge.ts';
import { createWedgeGuard } from '../../../renderer/reading/wedge-guard.ts';
import { listenToKeys } from '../../../renderer/reading/wedge-listener.ts';

/** A key event as a browser sends it, with a time of its own. */
class KeyEvent extends Event {
  readonly key: string;
  readonly code: string;
  readonly shiftKey = false;
  readonly ctrlKey = false;
  readonly altKey = false;
  readonly metaKey = false;
  readonly repeat = false;
  readonly #at: number;

  constructor(type: 'keydown' | 'keyup', key: string, at: number) {
    super(type, { cancelable: true, bubbles: true });
    this.key = key;
    this.code = `place of ${key}`;
    this.#at = at;
  }

  override get timeStamp(): number {
    return this.#at;
  }

  getModifierState(): boolean {
    return false;
  }
}

/** Types text at a scanner's speed and tells which presses and releases came through to the page behind the listeners. */
function scan(window: EventTarget, text: readonly string[]): { through: string[]; acted: number } {
  const through: string[] = [];
  let acted = 0;
  const page = (event: Event): void => {
    if (event instanceof KeyEvent) through.push(`${event.type} ${event.key}`);
  };
  window.addEventListener('keydown', page);
  window.addEventListener('keyup', page);
  for (const [i, key] of text.entries()) {
    for (const type of ['keydown', 'keyup'] as const) if (window.dispatchEvent(new KeyEvent(type, key, 1000 + 5 * i))) acted += 1;
  }
  return { through, acted };
}

function listenWith(window: EventTarget): WedgeReading[] {
  const readings: WedgeReading[] = [];
  const wedge = createWedge('reading');
  listenToKeys(window, {
    isAlone: true,
    swallows: (press) => {
      const { swallow, reading } = wedge.key(press);
      if (reading !== null) readings.push(reading);
      return swallow;
    },
  });
  return readings;
}

const guardOf = (window: EventTarget) => {
  const guard = createWedgeGuard();
  return listenToKeys(window, { isAlone: false, swallows: (press) => guard.swallows(press) });
};

const code = [...'LK1:ABCD', 'Enter'];

describe('keys that are swallowed', () => {
  test('reach nobody behind the listener, by press or by release, and have no default action', () => {
    const window = new EventTarget();
    const readings = listenWith(window);
    expect(scan(window, code)).toEqual({ through: [], acted: 0 });
    expect(readings).toEqual([{ kind: 'code', text: 'LK1:ABCD' }]);
  });

  test('a guard that was there first does not deafen the screen that expects a scan', () => {
    const window = new EventTarget();
    guardOf(window);
    const readings = listenWith(window);
    scan(window, code);
    expect(readings).toEqual([{ kind: 'code', text: 'LK1:ABCD' }]);
  });

  test('a guard alone lets no Enter act', () => {
    const window = new EventTarget();
    guardOf(window);
    // On the window itself a listener that is no judge still hears; what counts is that nothing acts from the third character on.
    expect(scan(window, code).acted).toBe(4);
  });
});

test('a listener that was stopped swallows nothing', () => {
  const window = new EventTarget();
  guardOf(window)();
  expect(scan(window, code).acted).toBe(2 * code.length);
});

test("an event without a key, as browsers send when they fill in a field, is nobody's", () => {
  const window = new EventTarget();
  const readings = listenWith(window);
  expect(window.dispatchEvent(new Event('keydown', { cancelable: true }))).toBe(true);
  expect(readings).toEqual([]);
});
