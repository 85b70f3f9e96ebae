import { isModifier, isPlain, isPrintable, MAX_GAP_MS, type WedgeKey } from './wedge.ts';

/** So many characters in a row at a scanner's speed are a scanner; two keys may be struck together by a person. */
const CHARACTERS_OF_A_BURST = 3;

/**
 * Keeps a scanner's keys from the page while no scan is expected: nothing is read, and from its third character on nothing arrives, least
 * of all the Enter at the end, which would press the button that has the focus. Keys that move through the page (Tab, Enter, arrows)
 * pass at any speed as long as no text runs before them: a keypad beside the screen may be quick.
 */
export function createWedgeGuard(): { swallows(key: WedgeKey): boolean } {
  let characters = 0;
  let isBurst = false;
  let lastAt = Number.NEGATIVE_INFINITY;
  return {
    swallows: (press) => {
      const isFast = press.at - lastAt < MAX_GAP_MS;
      if (isModifier(press.key) || press.repeat) return isBurst && isFast;
      lastAt = press.at;
      if (!isFast) {
        characters = 0;
        isBurst = false;
      }
      if (isPlain(press) && isPrintable(press.key)) {
        characters += 1;
        isBurst ||= characters >= CHARACTERS_OF_A_BURST;
        return isBurst;
      }
      // A person does not strike Ctrl+W, F12 or Enter within 30 ms of a letter.
      const isCommand = !isPlain(press) || /^F[0-9]{1,2}$/.test(press.key) || characters > 0;
      isBurst ||= isFast && isCommand;
      return isBurst;
    },
  };
}
