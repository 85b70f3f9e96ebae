import { type FiveKey, fiveKeyOf } from '../five-keys/five-key.ts';
import { scopeOf } from '../five-keys/stops.ts';
import { type FollowParts, followPage, type Follower } from './follow-page.ts';
import type { Player } from './player.ts';
import type { Hidden, Listening, Utterance } from './said.ts';
import { createSpeaker, type SpeakerParts } from './speaker.ts';
import { type KeyMemory, speechKeyOf } from './speech-keys.ts';
import type { Manner, PageVoice } from './voice.ts';

/** How things are now; it changes with every screen, key and plug. */
export interface EngineState {
  readonly isOn: boolean;
  readonly text: FollowParts['text'];
  readonly listening: Listening;
  readonly hidden: Hidden;
  readonly manner: Manner;
  readonly voice: PageVoice | null;
}

/** What the engine cannot decide by itself. */
export interface EngineParts {
  readonly page: Document;
  readonly player: Player;
  readonly state: () => EngineState;
  readonly onStart: () => void;
  readonly onStop: () => void;
  readonly onTrouble: () => void;
  readonly onHeard: (utterance: Utterance) => void;
}

/** Listens to keys and page, and speaks. */
export interface SpeechEngine {
  /** Begins: first how the keys work, then the screen. */
  begin(intro: string): void;
  /** Is silent at once, but for what is said at last. */
  end(last: string | null): void;
  /** Says the whole screen once more. */
  readAll(): void;
  close(): void;
}

/** A page is looked at when it has been still for so long, in milliseconds, and at the latest after the second. */
const STILL_MS = 120;
const LATEST_MS = 600;

/** Joins keys, page, queue and voice. */
export function createEngine(parts: EngineParts): SpeechEngine {
  const { page, player, state } = parts;
  let follower: Follower | null = null;
  let isClosed = false;
  const speaker = createSpeaker(speakerParts(parts));
  const still = whenStill(() => follower?.look(false));
  const onKey = keyListener(
    parts,
    () => speaker.handle({ kind: 'again' }),
    (key) => pressed(key),
  );
  const pressed = (key: FiveKey | null): void => {
    player.wake();
    speaker.handle({ kind: 'key' });
    // The keys act in the frame after the press, and what they show is drawn in the next.
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => follower?.look(key === 'up' || key === 'down'))));
  };
  const onInput = ({ target }: Event): void => {
    if (target instanceof HTMLElement && !target.matches('[type="radio"], [type="checkbox"]')) follower?.typed(target);
    still.touch();
  };
  const onTouch = (): void => {
    if (state().isOn) speaker.handle({ kind: 'key' });
    player.wake();
  };
  const observer = new MutationObserver(still.touch);
  page.defaultView?.addEventListener('keydown', onKey, { capture: true });
  page.addEventListener('pointerdown', onTouch, { capture: true });
  const unfollow = (): void => {
    observer.disconnect();
    page.removeEventListener('input', onInput, { capture: true });
    page.removeEventListener('focusin', still.touch);
    follower = null;
  };
  return {
    begin: (intro) => {
      unfollow();
      follower = followPage({
        page,
        text: (key, values) => state().text(key, values),
        listening: () => state().listening,
        say: (utterance) => speaker.handle({ kind: 'say', utterance }),
        onWarning: () => player.chime(state().manner.volume),
      });
      follower.sayAll([{ words: intro }]);
      observer.observe(page.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: [...ATTRIBUTES] });
      page.addEventListener('input', onInput, { capture: true });
      page.addEventListener('focusin', still.touch);
      still.touch();
    },
    end: (last) => {
      if (isClosed) return;
      unfollow();
      speaker.handle({ kind: 'silence' });
      if (last !== null) speaker.handle({ kind: 'say', utterance: { parts: [{ words: last }], urgency: 'answer', topic: 'end' } });
    },
    readAll: () => {
      follower?.sayAll([]);
      still.touch();
    },
    close: () => {
      isClosed = true;
      unfollow();
      still.cancel();
      speaker.handle({ kind: 'silence' });
      page.defaultView?.removeEventListener('keydown', onKey, { capture: true });
      page.removeEventListener('pointerdown', onTouch, { capture: true });
    },
  };
}

/** The sheet that Help opened is drawn, and can be closed, so many frames after its press at the latest. */
const SHEET_FRAMES = 60;

/**
 * Help pressed twice has opened the sheet of help with its first press, or is just opening it: it goes as Back would have it, and the person is where they
 * were. Neither the sheet nor the focus in it may be there yet, so the sheet itself is told, until it has gone.
 */
function closeSheet(page: Document, frames = SHEET_FRAMES, wasSeen = false): void {
  const scope = scopeOf(page);
  const isSeen = scope !== page.body;
  if (isSeen) scope.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
  if (frames > 0 && (isSeen || !wasSeen)) requestAnimationFrame(() => closeSheet(page, frames - 1, isSeen));
}

function speakerParts({ state, onTrouble, onHeard }: EngineParts): SpeakerParts {
  return {
    voice: () => state().voice,
    listening: () => state().listening,
    hidden: () => state().hidden,
    manner: () => state().manner,
    onTrouble,
    onHeard,
  };
}

/** What a key press does to speech; a key that means nothing to it goes on to the page. */
function keyListener({ page, state, onStart, onStop }: EngineParts, again: () => void, pressed: (key: FiveKey | null) => void): (event: KeyboardEvent) => void {
  let memory: KeyMemory = { afterHelp: false };
  return (event) => {
    // What the page presses itself (Escape, on the sheet of help) is nobody's key.
    if (!event.isTrusted) return;
    const { isOn } = state();
    const { afterHelp } = memory;
    const [does, next] = speechKeyOf(event, memory, isOn);
    memory = next;
    if (does === 'pass') {
      if (isOn) pressed(fiveKeyOf(event));
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (does === 'again') again();
    else if (does === 'stop') onStop();
    else {
      if (afterHelp) closeSheet(page);
      onStart();
    }
  };
}

/** Attributes that change what is said. */
const ATTRIBUTES = [
  'aria-label',
  'aria-checked',
  'aria-pressed',
  'aria-expanded',
  'aria-invalid',
  'aria-disabled',
  'aria-busy',
  'data-busy',
  'hidden',
  'disabled',
];

/** Calls `run` once things have been still for a while, or have moved for too long. */
function whenStill(run: () => void): { readonly touch: () => void; readonly cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let since: number | null = null;
  const fire = (): void => {
    timer = null;
    since = null;
    run();
  };
  return {
    touch: () => {
      const now = performance.now();
      since ??= now;
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(fire, Math.max(0, Math.min(STILL_MS, since + LATEST_MS - now)));
    },
    cancel: () => {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
