import { describe, expect, it } from 'vitest';
import { createKept, KEEP_MS } from '../../../renderer/staff/kept.ts';

/** What is kept, with time by hand. */
function world() {
  let due: { readonly at: number; readonly work: () => void } | null = null;
  let now = 0;
  const kept = createKept((ms, work) => {
    due = { at: now + ms, work };
    return () => {
      due = null;
    };
  });
  return {
    kept,
    wait(ms: number): void {
      now += ms;
      const next = due;
      if (next === null || next.at > now) return;
      due = null;
      next.work();
    },
  };
}

describe('what staff had half typed', () => {
  it('waits behind the locked screen for the same person', () => {
    const { kept, wait } = world();
    kept.signedIn('lucia');
    kept.note('lucia', 'shift note', 'Falta papel');
    kept.signedIn(null);
    // The screen is taken down after it locked.
    kept.leave('shift note');
    wait(KEEP_MS - 1);
    kept.signedIn('lucia');
    expect(kept.read('lucia', 'shift note')).toBe('Falta papel');
    wait(KEEP_MS * 3);
    expect(kept.read('lucia', 'shift note')).toBe('Falta papel');
  });

  it('is never shown to somebody else, not even before the page knows that they came, and is gone once they did', () => {
    const { kept } = world();
    kept.signedIn('lucia');
    kept.note('lucia', 'address', 'Calle Mayor 1');
    kept.signedIn(null);
    expect([kept.read('marcos', 'address'), kept.read(null, 'address')]).toEqual([undefined, undefined]);
    kept.note('marcos', 'address', 'Otra');
    kept.signedIn('marcos');
    kept.signedIn(null);
    kept.signedIn('lucia');
    expect(kept.read('lucia', 'address')).toBeUndefined();
  });

  it('is gone with the time, with a lock on purpose, and with the screen that was left or done', () => {
    const { kept, wait } = world();
    kept.signedIn('lucia');
    for (const name of ['a', 'b']) kept.note('lucia', name, 'x');
    kept.leave('a');
    expect([kept.read('lucia', 'a'), kept.read('lucia', 'b')]).toEqual([undefined, 'x']);
    kept.signedIn(null);
    wait(KEEP_MS);
    kept.signedIn('lucia');
    expect(kept.read('lucia', 'b')).toBeUndefined();
    kept.note('lucia', 'c', 'x');
    kept.clear();
    expect(kept.read('lucia', 'c')).toBeUndefined();
  });
});
