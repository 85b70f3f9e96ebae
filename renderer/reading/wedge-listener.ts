import type { WedgeKey } from './wedge.ts';

/** The part of the window that hears keys: ahead of every control of the page, in the capture phase. */
export type KeyTarget = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;

/** Who decides about keys, and how far a swallowed one is stopped. */
export interface KeyJudge {
  /** Is this key kept from the page? */
  swallows(key: WedgeKey): boolean;
  /** True also for other listeners on the window; false lets a second judge see the key. */
  readonly isAlone: boolean;
}

/**
 * Shows every key to a judge before the page sees it. A swallowed key has no default action and reaches no control, neither its press nor its
 * release: buttons act on the release.
 */
export function listenToKeys(target: KeyTarget, judge: KeyJudge): () => void {
  const swallowed = new Set<string>();
  const stop = (event: Event): void => {
    event.preventDefault();
    if (judge.isAlone) event.stopImmediatePropagation();
    else event.stopPropagation();
  };
  const onDown = (event: Event): void => {
    const press = readKey(event);
    if (press === null || !judge.swallows(press)) return;
    swallowed.add(press.code);
    stop(event);
  };
  const onUp = (event: Event): void => {
    const press = readKey(event);
    if (press !== null && swallowed.delete(press.code)) stop(event);
  };
  target.addEventListener('keydown', onDown, { capture: true });
  target.addEventListener('keyup', onUp, { capture: true });
  return () => {
    target.removeEventListener('keydown', onDown, { capture: true });
    target.removeEventListener('keyup', onUp, { capture: true });
  };
}

/** Browsers send key events without a key when they fill in fields by themselves; those are nobody's. */
function readKey(event: Event): WedgeKey | null {
  if (!('key' in event) || typeof event.key !== 'string') return null;
  const { key } = event;
  const isSet = (name: string): boolean => name in event && Reflect.get(event, name) === true;
  const code = 'code' in event && typeof event.code === 'string' ? event.code : '';
  return {
    key,
    code,
    at: event.timeStamp,
    shift: isSet('shiftKey'),
    ctrl: isSet('ctrlKey'),
    alt: isSet('altKey'),
    meta: isSet('metaKey'),
    altGraph: hasAltGraph(event),
    repeat: isSet('repeat'),
  };
}

function hasAltGraph(event: Event): boolean {
  return 'getModifierState' in event && typeof event.getModifierState === 'function' && event.getModifierState('AltGraph') === true;
}
