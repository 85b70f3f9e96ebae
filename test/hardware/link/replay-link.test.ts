import { expect, test } from 'vitest';
import type { OpenLink } from '../../../hardware/contract/link.ts';
import { createReplayLink } from '../../../hardware/link/replay.ts';
import type { TranscriptLine } from '../../../hardware/link/transcript.ts';
import { toHex } from '../../../hardware/wire/hex.ts';
import { hex } from '../support/hex.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

function line(atMs: number, kind: TranscriptLine['kind'], text = ''): TranscriptLine {
  return kind === 'lost' || kind === 'not-opened'
    ? { atMs, kind, hex: '', problem: { kind: kind === 'lost' ? 'closed' : 'busy', detail: text } }
    : { atMs, kind, hex: text };
}

/** A driver at the replay, with all that it hears: `30 in 02`. One byte takes one millisecond. */
function replay(lines: readonly TranscriptLine[]) {
  const clock = new VirtualClock();
  const heard: string[] = [];
  const note = (text: string): void => void heard.push(`${clock.monotonic()} ${text}`);
  const link = createReplayLink({
    lines,
    clock,
    timing: { latestFrameMs: 1500, wireTimeMs: (count) => count },
    isCue: (frame) => frame[0] === 0xee,
    events: { onCue: (frame) => note(`cue ${toHex(frame)}`), onEnd: () => note('end') },
  });
  const open = async (): Promise<OpenLink | null> => {
    const opened = await link.open({ onBytes: (bytes) => note(`in ${toHex(bytes)}`), onClose: (problem) => note(`lost ${problem.detail}`) });
    if (!opened.ok) note(`refused ${opened.error.detail}`);
    return opened.ok ? opened.value : null;
  };
  return { clock, heard, open };
}

test('each question gets its own recorded answers in order, as much later as then, in whatever order it is asked', async () => {
  const { clock, heard, open } = replay([
    line(0, 'opened'),
    line(0, 'out', '01'),
    line(5, 'in', 'A1'),
    line(6, 'in', 'A2'),
    line(40, 'out', '02'),
    line(50, 'in', 'B1'),
    line(60, 'out', '01'),
    line(65, 'in', 'A3'),
    line(900, 'in', 'FF'),
  ]);
  const port = await open();
  await clock.advance(100);
  for (const frame of ['02', '01', '01']) {
    void port?.write(hex(frame));
    await clock.advance(50);
  }
  expect(heard).toEqual(['110 in B1', '155 in A1', '156 in A2', '205 in A3']);
});

const slowly = [line(0, 'opened'), ...[0, 2000, 4000, 6000].flatMap((at, index) => [line(at, 'out', '01'), line(at + 1, 'in', `0${index}`)])];

test('a driver that runs ahead hears the last answer again, or is held back when the next is near', async () => {
  const { clock, heard, open } = replay(slowly);
  const port = await open();
  const drained: number[] = [];
  for (let count = 0; count < 3; count += 1) {
    void port?.write(hex('01')).then(() => drained.push(clock.monotonic()));
    await clock.advance(600);
  }
  await clock.advance(1000);
  expect([heard, drained]).toEqual([
    ['1 in 00', '601 in 00', '2001 in 01'],
    [1, 601, 2001],
  ]);
});

test('a driver that lags behind hears what is due', async () => {
  const { clock, heard, open } = replay(slowly);
  const port = await open();
  await clock.advance(4200);
  void port?.write(hex('01'));
  await clock.advance(100);
  expect(heard).toEqual(['4201 in 02']);
});

test('what was seen after an unlock is not answered before that unlock is written', async () => {
  const { clock, heard, open } = replay([
    line(0, 'opened'),
    line(0, 'out', '01'),
    line(1, 'in', 'C0'),
    line(100, 'out', 'EE'),
    line(120, 'out', '01'),
    line(121, 'in', '0C'),
  ]);
  const port = await open();
  void port?.write(hex('01'));
  await clock.advance(90);
  void port?.write(hex('01'));
  await clock.advance(20);
  void port?.write(hex('EE'));
  void port?.write(hex('01'));
  await clock.advance(20);
  expect(heard).toEqual(['1 in C0', '91 in C0', '100 cue EE', '121 in 0C']);
});

test('the port is lost, refused and opened again as it was, and the end is told', async () => {
  const { clock, heard, open } = replay([
    line(0, 'opened'),
    line(5, 'in', '77'),
    line(40, 'lost', 'pulled'),
    line(300, 'not-opened', 'in use'),
    line(800, 'opened'),
    line(810, 'out', '01'),
    line(811, 'in', '55'),
    line(900, 'closed'),
  ]);
  await open();
  await clock.advance(100);
  await open();
  const port = await open();
  void port?.write(hex('01'));
  await clock.advance(2000);
  await open();
  expect(heard).toEqual(['5 in 77', '40 lost pulled', '100 refused in use', '111 in 55', '161 end', '2100 end', '2100 refused The transcript ends here.']);
});

test('frames that a driver writes only when told are told at their time', async () => {
  const { clock, heard, open } = replay([
    line(0, 'opened'),
    line(10, 'out', '01'),
    line(70, 'out', 'EE 01'),
    line(71, 'out', 'EE 02'),
    line(80, 'lost', 'pulled'),
    line(90, 'opened'),
  ]);
  await open();
  await clock.advance(200);
  expect(heard).toEqual(['70 cue EE 01', '71 cue EE 02', '80 lost pulled']);
});

test('a driver that writes what was never recorded is told so', async () => {
  const { open } = replay([line(0, 'opened'), line(1, 'out', '01')]);
  const port = await open();
  expect(await port?.write(hex('09'))).toEqual({ kind: 'failed', detail: 'Written 09, which this transcript never recorded.' });
});

test('a file that was rotated begins in the middle: the port is open', async () => {
  const { clock, heard, open } = replay([line(5000, 'out', '01'), line(5003, 'in', '02')]);
  const port = await open();
  void port?.write(hex('01'));
  await clock.advance(10);
  expect(heard).toEqual(['3 in 02']);
});
