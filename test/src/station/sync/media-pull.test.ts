import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import type { HubLink } from '../../../../src/contract/station/place-views.ts';
import { createListeners } from '../../../../src/station/app/listeners.ts';
import type { MediaWanted } from '../../../../src/station/ports/media.ts';
import { startMediaPull } from '../../../../src/station/sync/media-pull.ts';
import { manualTime } from '../../../support/manual-time.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const nameOf = (text: string, type = 'webp') => `${createHash('sha256').update(text).digest('hex')}.${type}`;

/** A hub with files, a catalogue that wants some, a folder in memory, and time by hand. */
function world(budget = 1000) {
  const time = manualTime();
  const files = new Map<string, Uint8Array | ReadableStream<Uint8Array>>();
  const folder = new Map<string, Uint8Array>();
  const asked: string[] = [];
  const shown = new Map<string, number>();
  const missed: string[] = [];
  const catalogue = createListeners();
  const hub = createListeners();
  const state: { link: HubLink['state']; wanted: MediaWanted[]; isDown: boolean; isFull: boolean } = {
    link: 'online',
    wanted: [],
    isDown: false,
    isFull: false,
  };
  const pull = startMediaPull({
    wanted: {
      media: (after, limit) => state.wanted.filter(({ rank, id }) => rank > after.rank || (rank === after.rank && id > after.id)).slice(0, Math.min(limit, 2)),
      onChange: (listener) => catalogue.add(listener),
    },
    folder: {
      here: async () => new Map([...folder].map(([name, { length }]) => [name, { bytes: length, shown: shown.get(name) ?? 0 }])),
      takeMissed: async () => new Set(missed.splice(0)),
      put: async (name, bytes, at) => {
        if (!state.isFull) folder.set(name, bytes);
        if (!state.isFull && at > 0) shown.set(name, at);
        return !state.isFull;
      },
      remove: async (name) => void folder.delete(name),
    },
    hub: {
      current: () => ({ state: state.link, lastContactAt: time.now(), catalogueAsOf: null, pending: 0 }),
      onChange: (listener) => hub.add(listener),
    },
    fetch: async (url) => {
      const name = url.slice('https://hub.example/media/'.length);
      asked.push(name);
      if (state.isDown) throw new Error('no connection');
      const found = files.get(name);
      return found === undefined ? new Response(null, { status: 404 }) : new Response(found instanceof Uint8Array ? new Uint8Array(found) : found);
    },
    hubUrl: 'https://hub.example',
    clock: time,
    logger: silentLogger,
    budget,
  });
  let id = 0;
  return {
    state,
    files,
    folder,
    asked,
    shown,
    missed,
    pull,
    /** The hub has it and the catalogue wants it. */
    offer(rank: number, text: string, content = text): string {
      const name = nameOf(text);
      files.set(name, bytesOf(content));
      id += 1;
      state.wanted = [...state.wanted, { rank, id, name, bytes: bytesOf(text).length }].sort((one, two) => one.rank - two.rank || one.id - two.id);
      return name;
    },
    async change() {
      catalogue.tell();
      time.advance(2000);
      await pull.idle();
    },
    async link(next: HubLink['state']) {
      state.link = next;
      hub.tell();
      time.advance(2000);
      await pull.idle();
    },
    async pass(ms: number) {
      time.advance(ms);
      await pull.idle();
    },
  };
}

it('brings what the catalogue names, what is missed most first, each once, and takes away what it names no more', async () => {
  const shop = world();
  const [large, small, model] = [shop.offer(2, 'large'), shop.offer(0, 'small'), shop.offer(1, 'model')];
  await shop.change();
  expect(shop.asked).toEqual([small, model, large]);
  shop.state.wanted = shop.state.wanted.filter(({ name }) => name !== model);
  const other = shop.offer(0, 'other');
  await shop.change();
  expect([shop.asked.slice(3), [...shop.folder.keys()].sort()]).toEqual([[other], [large, small, other].sort()]);
  await shop.pull.stop();
});

it('stays within its room, and leaves out what is not what its name says or is not there', async () => {
  const shop = world(12);
  const [first, second] = [shop.offer(0, 'eight  8'), shop.offer(0, 'nine    9')];
  const wrong = shop.offer(1, 'abc', 'xyz');
  shop.state.wanted.push({ rank: 2, id: 99, name: nameOf('gone'), bytes: 1 });
  await shop.change();
  expect([shop.asked, [...shop.folder.keys()]]).toEqual([[first, wrong, nameOf('gone')], [first]]);
  expect(shop.asked).not.toContain(second);
  await shop.pull.stop();
});

it('makes room before it brings anything, so that new goods come onto a full disk', async () => {
  const shop = world(12);
  const old = shop.offer(0, 'old    8');
  await shop.change();
  expect([...shop.folder.keys()]).toEqual([old]);
  shop.state.wanted = [];
  const [fresh, late] = [shop.offer(0, 'fresh  8'), shop.offer(1, 'late')];
  shop.state.isFull = true;
  await shop.change();
  expect([...shop.folder.keys()]).toEqual([]);
  shop.state.isFull = false;
  await shop.pass(300_000);
  expect([...shop.folder.keys()]).toEqual([fresh, late]);
  await shop.pull.stop();
});

it('stops reading a file that is longer than the catalogue says, and goes on with the next', async () => {
  const shop = world();
  let given = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      given += 1;
      controller.enqueue(new Uint8Array(1000));
    },
  });
  const [huge, good] = [shop.offer(0, 'huge'), shop.offer(1, 'good')];
  shop.files.set(huge, endless);
  await shop.change();
  expect([[...shop.folder.keys()], given < 5]).toEqual([[good], true]);
  await shop.pull.stop();
});

it('waits while the hub is away, and asks again after a while when it did not answer or the disk was full', async () => {
  const shop = world();
  await shop.link('offline');
  const name = shop.offer(0, 'small');
  await shop.change();
  expect(shop.asked).toEqual([]);
  shop.state.isDown = true;
  await shop.link('online');
  expect(shop.asked).toEqual([name]);
  shop.state.isDown = false;
  shop.state.isFull = true;
  await shop.pass(300_000);
  expect([shop.asked.length, shop.folder.size]).toEqual([2, 0]);
  shop.state.isFull = false;
  await shop.pass(300_000);
  expect([shop.asked.length, [...shop.folder.keys()]]).toEqual([3, [name]]);
  await shop.pull.stop();
  await shop.change();
  expect(shop.asked.length).toBe(3);
});

it('keeps what was looked at last when there is not room for all, and gives room to what somebody wanted to see', async () => {
  const shop = world(24);
  const [first, second, third] = [shop.offer(0, 'first  8'), shop.offer(0, 'second 8'), shop.offer(0, 'third  8')];
  const [late, later] = [shop.offer(0, 'late   8'), shop.offer(0, 'later  8')];
  await shop.change();
  expect([...shop.folder.keys()]).toEqual([first, second, third]);
  shop.shown.set(third, 1000);
  shop.shown.set(first, 2000);
  shop.missed.push(late);
  await shop.pass(60_000);
  expect([...shop.folder.keys()].sort(), 'what nobody has seen went').toEqual([first, third, late].sort());
  shop.missed.push(later);
  await shop.pass(60_000);
  expect([...shop.folder.keys()].sort(), 'what was seen longest ago went').toEqual([first, late, later].sort());
  shop.missed.push(nameOf('never named'));
  await shop.pass(60_000);
  await shop.pass(60_000);
  expect([shop.asked, shop.folder.size]).toEqual([[first, second, third, late, later], 3]);
  await shop.pull.stop();
});

it('still wants what was missed after a hub that did not answer', async () => {
  const shop = world(8);
  const [here, wanted] = [shop.offer(0, 'here   8'), shop.offer(0, 'wanted 8')];
  await shop.change();
  expect([...shop.folder.keys()]).toEqual([here]);
  shop.state.isDown = true;
  shop.missed.push(wanted);
  await shop.pass(60_000);
  shop.state.isDown = false;
  await shop.pass(300_000);
  expect([...shop.folder.keys()]).toEqual([wanted]);
  await shop.pull.stop();
});

it('fetches again what a power cut left shorter than it is, and remembers when it was shown', async () => {
  const shop = world();
  const name = shop.offer(0, 'shirt');
  await shop.change();
  shop.folder.set(name, bytesOf('sh'));
  shop.shown.set(name, 5000);
  await shop.change();
  expect([shop.asked, Buffer.from(shop.folder.get(name) ?? []).toString(), shop.shown.get(name)]).toEqual([[name, name], 'shirt', 5000]);
  await shop.pull.stop();
});
