import type { BeepKind } from '../contract/signals.ts';

/**
 * Commands that sound a receipt printer's own buzzer; which one a model has is in its manual, and many have none.
 * - `esc-a`: `ESC ( A 05 00 61 64 c t1 t2`, c times t1 on and t2 off in units of 100 ms (Epson, TM-U230 specification, "Control beeper tones",
 *   function 97; n = 100 is the integrated buzzer).
 * - `esc-bel`: `ESC BEL`, one tone (HP Value Serial/USB Receipt Printer II, "Generate tone"). Kinds are told apart by their number of tones.
 */
export const buzzerCommands = ['esc-a', 'esc-bel'] as const;

/** One of the commands. */
export type BuzzerCommand = (typeof buzzerCommands)[number];

/** Number of tones, and the length of each and of the pause after it in units of 100 ms. */
const patterns: Readonly<Record<BeepKind, { readonly times: number; readonly on: number; readonly off: number }>> = {
  taken: { times: 1, on: 1, off: 1 },
  refused: { times: 3, on: 1, off: 1 },
  attention: { times: 2, on: 5, off: 3 },
};

/** The bytes that make a beep. */
export function encodeBeep(command: BuzzerCommand, kind: BeepKind): Uint8Array {
  const { times, on, off } = patterns[kind];
  if (command === 'esc-a') return Uint8Array.of(0x1b, 0x28, 0x41, 0x05, 0x00, 0x61, 0x64, times, on, off);
  return Uint8Array.from(Array.from({ length: times }, () => [0x1b, 0x07]).flat());
}
