import type { Page } from 'playwright-core';
import type { Child } from '../world/child.ts';
import { until } from '../world/until.ts';

/** An unlock command as it went over the wire, and how long after the code before it. */
export interface UnlockOnWire {
  /** The frame's bytes. */
  readonly hex: string;
  /** Milliseconds from the moment the page sent the decoded code to the frame's last byte at the board; null where no code came before. */
  readonly afterCodeMs: number | null;
}

/** Tells how long a door took from the decoded code to the wire. */
export interface WireWatch {
  /** From now on the next unlock counts. */
  begin(): Promise<void>;
  /** The first unlock since `begin`. */
  unlocked(): Promise<UnlockOnWire>;
  /** How many unlocks there were since `begin`. */
  count(): number;
}

interface Frame {
  readonly hex: string;
  /** Wall clock, in milliseconds, when the simulated board had the whole frame. */
  readonly at: number;
}

/** Fourth byte of an unlock command (KERONG CU48, V2.1). */
const UNLOCK = '51';

/** The page's own wall clock, finer than `Date.now()`. Runs in the page. */
const noteCodes = `{
  const send = WebSocket.prototype.send;
  const reader = new TextDecoder();
  window.pasilloCodesSent = [];
  WebSocket.prototype.send = function (data) {
    const text = typeof data === 'string' ? data : data instanceof Blob ? '' : reader.decode(data);
    if (/silo\\/(scan|enterPin|confirmPin)/.test(text)) window.pasilloCodesSent.push(performance.timeOrigin + performance.now());
    return send.call(this, data);
  };
}`;

/** Lets `page` note when it sends a code. To be called before the page goes anywhere. */
export async function noteCodesOf(page: Page): Promise<void> {
  await page.addInitScript(noteCodes);
}

/**
 * Watches the boards and the silo's page. The boards' clock is another program's: the line that arrived fastest tells how far it is away
 * from this one's, so that what is shown errs by the time of a line through a pipe, towards longer.
 */
export function watchWire(bank: Child, page: Page): WireWatch {
  let fastest = Number.POSITIVE_INFINITY;
  let frames: { readonly hex: string; readonly atMs: number }[] = [];
  bank.onLine(({ event, direction, hex, atMs }) => {
    if (event !== 'frame' || typeof hex !== 'string' || typeof atMs !== 'number') return;
    fastest = Math.min(fastest, performance.timeOrigin + performance.now() - atMs);
    if (direction === 'in' && hex.split(' ')[3] === UNLOCK) frames.push({ hex, atMs });
  });
  const first = (): Frame | undefined => {
    const [frame] = frames;
    return frame === undefined ? undefined : { hex: frame.hex, at: frame.atMs + fastest };
  };
  return {
    async begin() {
      frames = [];
      await page.evaluate('window.pasilloCodesSent.length = 0');
    },
    async unlocked() {
      const frame = await until('a door is unlocked', 20_000, async () => first() ?? false);
      const sent = await page.evaluate<number | null>('window.pasilloCodesSent[0] ?? null');
      return { hex: frame.hex, afterCodeMs: sent === null ? null : Math.max(0, frame.at - sent) };
    },
    count: () => frames.length,
  };
}
