import type { Child } from '../world/child.ts';

/** What went over the bus since it was last asked, as a person wants to read it. */
export interface BusLog {
  /** The unlock commands and the answers that showed a door opening and closing, then how much else there was. */
  take(): string;
}

interface Frame {
  readonly direction: string;
  readonly hex: string;
}

/** Fourth byte of an unlock command (KERONG CU48, V2.1). */
const UNLOCK = '51';

/** Listens to the simulated boards, which tell every frame that they see. `in` is towards the boards. */
export function listenToBus(bank: Child): BusLog {
  let frames: Frame[] = [];
  bank.onLine((line) => {
    const { event, direction, hex } = line;
    if (event === 'frame' && typeof direction === 'string' && typeof hex === 'string') frames.push({ direction, hex });
  });
  return {
    take() {
      const taken = frames;
      frames = [];
      const told = remarkable(taken);
      const rest = taken.length - told.length;
      return [...told, `${rest} other frames (status)`].join('  ');
    },
  };
}

/** Unlock commands, and each answer of a board that differs from its answer before. */
function remarkable(frames: readonly Frame[]): string[] {
  const told: string[] = [];
  const last = new Map<string, string>();
  let hasUnlocked = false;
  for (const { direction, hex } of frames) {
    const [, board = '', , command] = hex.split(' ');
    if (direction === 'in' && command === UNLOCK) {
      hasUnlocked = true;
      told.push(`> ${hex}`);
    }
    if (direction !== 'out') continue;
    if (hasUnlocked && last.has(board) && last.get(board) !== hex) told.push(`< ${hex}`);
    last.set(board, hex);
  }
  return told;
}
