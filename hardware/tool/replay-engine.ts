import type { Link } from '../contract/link.ts';
import type { LockAddress, LockBank } from '../contract/lock-board.ts';
import type { Result } from '../contract/result.ts';
import { createReplayLink } from '../link/replay.ts';
import type { Recording } from '../link/transcript-reader.ts';
import type { TranscriptHeader } from '../link/transcript.ts';
import { wireTimeMs } from '../link/wire-time.ts';
import type { BoardFamily } from '../lockers/board-family.ts';
import { openDevices } from '../open-devices.ts';
import { toHex } from '../wire/hex.ts';
import { familyOfBoards } from './bus-family.ts';
import { factWords, outcomeWords } from './fact-words.ts';
import { VirtualTime } from './virtual-time.ts';

/** Something that the driver made of a recording, and when: `lock 0/2 open`, `unlock 0/2 sent`. */
export interface ReplayedEvent {
  readonly atMs: number;
  readonly words: string;
}

/** However a driver behaves, a replay ends after twice the recording and this. Milliseconds. */
const patienceMs = 600_000;

/**
 * Lives through a recording again with the driver of today, on virtual time: the same questions get the same answers, unlocks
 * are asked for when they were, and what the driver tells is returned in order. Nothing but the recording is touched. The error says which boards are not known here.
 */
export async function replayThroughEngine(recording: Recording, header: TranscriptHeader): Promise<Result<readonly ReplayedEvent[], string>> {
  const family = familyOfBoards(header);
  if (!family.ok) return family;
  const time = new VirtualTime();
  const events: ReplayedEvent[] = [];
  const tell = (words: string): void => void events.push({ atMs: time.monotonic(), words });
  const orders = ordersOf(family.value, header);
  let isOver = false;
  let bank: LockBank | undefined;
  const link = createReplayLink({
    lines: recording.lines,
    clock: time,
    timing: { latestFrameMs: 1500, wireTimeMs: (count) => wireTimeMs(count, header.baud) },
    isCue: (frame) => orders.has(toHex(frame)),
    events: {
      onCue: (frame) => {
        if (bank !== undefined) void orders.get(toHex(frame))?.(bank, tell);
      },
      onEnd: () => {
        isOver = true;
      },
    },
  });
  const devices = openReplayed(header, link, time);
  if (!devices.ok) return { ok: false, error: `${devices.error.path}: ${devices.error.message}` };
  bank = devices.value.buses[0]?.bank;
  bank?.onFact((fact) => {
    if (!isOver) tell(factWords(fact));
  });
  const lastMs = recording.lines.at(-1)?.atMs ?? 0;
  await time.run(() => isOver || time.monotonic() > 2 * lastMs + patienceMs);
  isOver = true;
  void devices.value.close();
  return { ok: true, value: events };
}

function openReplayed(header: TranscriptHeader, link: Link, clock: VirtualTime): ReturnType<typeof openDevices> {
  const { family, boards, closedBit, pace, options } = header;
  return openDevices(
    { buses: [{ name: 'replay', family, link: { kind: 'given', name: 'replay' }, boards, closedBit, pace, ...options }] },
    { clock, givenLinks: new Map([['replay', link]]), onTraffic: null, onTranscriptEnd: null },
  );
}

type Order = (bank: LockBank, tell: (words: string) => void) => Promise<void>;

/** What a driver writes only when told to, by the frame's hex text. */
function ordersOf(family: BoardFamily, { boards }: TranscriptHeader): ReadonlyMap<string, Order> {
  const orders = new Map<string, Order>();
  for (const { address, locks } of boards) {
    for (let lock = 0; lock < locks; lock += 1) {
      const at: LockAddress = { board: address, lock };
      orders.set(toHex(family.unlock(at).frame), async (bank, tell) => {
        const outcome = await bank.unlock({ address: at, validForMs: 2000, generation: bank.generation });
        tell(`unlock ${at.board}/${at.lock} ${outcomeWords(outcome)}`);
      });
      const flash = family.flash?.(at);
      if (flash !== undefined) {
        orders.set(toHex(flash.frame), async (bank, tell) => tell(`flash ${at.board}/${at.lock} ${await bank.flash(at)}`));
      }
    }
  }
  return orders;
}
