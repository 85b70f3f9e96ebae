import type { MouseEvent } from 'react';

/** What `press-mark.ts` writes onto a control that a finger holds. */
const HELD = '[data-held="touch"]';

/** Controls that were pressed, and whose work has not begun. */
const pressed = new WeakSet<Element>();

/**
 * Does what a press asks for. After a finger the frame that shows the press comes first, so that it is there in the next frame however much there is to be drawn
 * anew; the work begins right behind it. A second press on the same control within that frame is the same press. Keys, mice and tools for the blind wait for nothing.
 */
export function afterPress({ currentTarget: control }: Pick<MouseEvent, 'currentTarget'>, act: () => void): void {
  if (pressed.has(control)) return;
  pressed.add(control);
  afterShown(() => {
    pressed.delete(control);
    // What went in between (a session that ended) takes no press.
    if (control.isConnected) act();
  });
}

/** Like `afterPress`, for presses that have done something already, and where each counts. */
export function afterShown(act: () => void): void {
  if (document.querySelector(HELD) === null) act();
  else behindNextFrame(act);
}

/** Runs once the page's next frame is drawn. */
export function behindNextFrame(act: () => void): void {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      act();
    };
    port2.postMessage(null);
  });
}
