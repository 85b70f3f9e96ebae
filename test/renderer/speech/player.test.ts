import { describe, expect, it } from 'vitest';
import { createPlayer } from '../../../renderer/speech/player.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';

/** A machine whose sound does not come: nothing that was begun ends by itself. Node has no Web Audio; this is the part of it that a player touches. */
function mute({ decodes, state, mayPlay = true }: { readonly decodes: boolean; readonly state: AudioContextState; readonly mayPlay?: boolean }) {
  const clock = createVirtualClock();
  const source = {
    buffer: null,
    onended: null as (() => void) | null,
    connect: () => ({ connect: () => undefined }),
    start: () => undefined,
    stop: () => undefined,
  };
  const audio = {
    ...{ state, currentTime: 0, destination: {}, resume: () => Promise.resolve() },
    decodeAudioData: () => (decodes ? Promise.resolve({ duration: 2 }) : new Promise(() => undefined)),
    createBufferSource: () => source,
    createGain: () => ({ gain: { value: 1 }, connect: () => undefined, disconnect: () => undefined }),
  };
  let may = mayPlay;
  const player = createPlayer({ open: () => audio as unknown as AudioContext, mayPlay: () => may, after: clock.after });
  const giveUp = new AbortController();
  const told: string[] = [];
  player.play(new ArrayBuffer(8), 0, giveUp.signal).then(
    () => told.push('played'),
    () => told.push('failed'),
  );
  return { clock, told, giveUp, source, touch: () => (may = true) };
}

describe('a player on a machine without sound', () => {
  it('fails for a file of which nothing makes a sound', async () => {
    const { clock, told } = mute({ decodes: false, state: 'running' });
    await clock.advance(4_999);
    expect(told).toEqual([]);
    await clock.advance(1);
    expect(told).toEqual(['failed']);
  });

  it('fails for a sound whose end nobody tells, well after its time', async () => {
    const { clock, told } = mute({ decodes: true, state: 'suspended' });
    await clock.advance(6_999);
    expect(told).toEqual([]);
    await clock.advance(1);
    expect(told).toEqual(['failed']);
  });

  it('waits where the browser keeps the page silent until it is touched', async () => {
    const { clock, told, touch } = mute({ decodes: true, state: 'suspended', mayPlay: false });
    await clock.advance(60_000);
    expect(told).toEqual([]);
    touch();
    await clock.advance(7_000);
    expect(told).toEqual(['failed']);
  });

  it('is done with a sound that was played, and with one that was given up though nobody tells its end', async () => {
    const whole = mute({ decodes: true, state: 'running' });
    await whole.clock.advance(2_000);
    whole.source.onended?.();
    await whole.clock.advance(60_000);
    expect(whole.told).toEqual(['played']);
    const left = mute({ decodes: true, state: 'running' });
    await left.clock.advance(1_000);
    left.giveUp.abort();
    await left.clock.advance(0);
    expect(left.told).toEqual(['played']);
  });
});
