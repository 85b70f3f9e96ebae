import { describe, expect, it } from 'vitest';
import { carry, takeCarried } from '../../../renderer/fresh/browser-page.ts';
import { GIVE_UP_MS, renewPage, TRY_AGAIN_MS } from '../../../renderer/fresh/renew-page.ts';

describe('the page of a person who has gone', () => {
  it('takes no touch from then on, and is loaded anew as soon as its server answers', async () => {
    const page = testPage([true]);
    renewPage(page);
    expect(page.done).toEqual(['hold']);
    await page.answers();
    expect(page.done).toEqual(['hold', 'replace']);
  });

  it('stays, and can be used, while nobody would serve the next one; and tries again', async () => {
    const page = testPage([false, true]);
    renewPage(page);
    await page.answers();
    expect(page.done).toEqual(['hold', 'release']);
    expect(page.waiting()).toEqual([TRY_AGAIN_MS]);
    page.passes();
    await page.answers();
    expect(page.done).toEqual(['hold', 'release', 'hold', 'replace']);
  });

  it('stays for whoever comes before the next one was begun', async () => {
    const page = testPage([true]);
    const callOff = renewPage(page);
    callOff();
    await page.answers();
    expect(page.done).toEqual(['hold', 'release']);
    const away = testPage([false]);
    const callOffLater = renewPage(away);
    await away.answers();
    callOffLater();
    expect(away.waiting()).toEqual([]);
  });

  it('can be used again when it has not gone after all, whoever is there by then', async () => {
    const page = testPage([true, true]);
    const callOff = renewPage(page);
    await page.answers();
    expect(page.waiting()).toEqual([GIVE_UP_MS]);
    page.passes();
    expect(page.done).toEqual(['hold', 'replace', 'release']);
    expect(page.waiting()).toEqual([TRY_AGAIN_MS]);
    page.passes();
    await page.answers();
    callOff();
    page.passes();
    expect(page.done.slice(3)).toEqual(['hold', 'replace', 'release']);
    expect(page.waiting()).toEqual([]);
  });
});

describe('where somebody went meanwhile', () => {
  it('is where the next page begins, once, and without what they search for', () => {
    const stored = new Map<string, string>();
    const storage = {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => void stored.set(key, value),
      removeItem: (key: string) => void stored.delete(key),
    };
    carry(storage, '#/silo');
    expect([takeCarried(storage), takeCarried(storage)]).toEqual(['/silo', null]);
    carry(storage, '#/kiosk?q=lino');
    expect(takeCarried(storage)).toBe('/kiosk');
    for (const nowhere of ['', '#', '#/', '#x']) carry(storage, nowhere);
    expect([...stored]).toEqual([]);
  });
});

function testPage(answers: readonly boolean[]) {
  const done: string[] = [];
  const left = [...answers];
  let timers: { readonly ms: number; readonly work: () => void }[] = [];
  return {
    done,
    hold: () => void done.push('hold'),
    release: () => void done.push('release'),
    replace: () => void done.push('replace'),
    canGo: async () => left.shift() ?? true,
    after: (ms: number, work: () => void) => {
      const timer = { ms, work };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    /** Until what was asked has been answered. */
    answers: () => new Promise((resolve) => setImmediate(resolve)),
    waiting: () => timers.map(({ ms }) => ms),
    passes: () => {
      for (const { work } of timers.splice(0)) work();
    },
  };
}
