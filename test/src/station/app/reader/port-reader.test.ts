import { describe, expect, it } from 'vitest';
import type { PortReading } from '../../../../../src/contract/station/reader-contract.ts';
import { createPortReader } from '../../../../../src/station/app/reader/port-reader.ts';
import type { HeldReading } from '../../../../../src/station/ports/readings.ts';
import { readingsFor } from '../../../../../src/station/rpc/readings.ts';
import { ShopClock } from '../../../../flows/support/test-station.ts';

const badge = 'PB1:0123456789ABCDEFGHJKMNPQRS';
const till = 'PT1:K1-00042-7:3995:EUR:12';

function setUp(hasSilo = true) {
  const clock = new ShopClock();
  const atSilo: string[] = [];
  const who = { person: 'shopper 1' };
  const reader = createPortReader({ clock, silo: hasSilo ? { scan: (code) => void atSilo.push(code) } : null, person: () => who.person });
  return { clock, atSilo, who, reader };
}

function listen(reader: ReturnType<typeof setUp>['reader']) {
  const held: HeldReading[] = [];
  return { held, stop: reader.readings.subscribe((one) => held.push(one)), short: () => held.map(({ reading }) => `${reading.kind} ${reading.code}`) };
}

describe('what the scanner on its own port reads', () => {
  it('goes to the silo when it opens a door, and to the page, by its kind, when it does not', () => {
    const { reader, atSilo } = setUp();
    const page = listen(reader);
    for (const code of ['LK1:ABC', badge, till, '8412345678905', 'lk1:abc', ' LK1:ABC', '']) reader.hear(code);
    expect(atSilo).toEqual(['LK1:ABC']);
    expect(page.short()).toEqual([`badge ${badge}`, `till ${till}`, 'other 8412345678905', 'other lk1:abc', 'other  LK1:ABC', 'other ']);
  });

  it('goes to the page of a kiosk, codes for doors as well: it has none', () => {
    const { reader, atSilo } = setUp(false);
    const page = listen(reader);
    reader.hear('LK1:ABC');
    expect([atSilo, page.short()]).toEqual([[], ['other LK1:ABC']]);
  });

  it('goes to one page only, the one that came last; when that one leaves, to the one before', () => {
    const { reader } = setUp();
    const first = listen(reader);
    const second = listen(reader);
    reader.hear('A');
    second.stop();
    second.stop();
    reader.hear('B');
    expect([first.short(), second.short()]).toEqual([['other B'], ['other A']]);
  });

  it('is forgotten when no page is there', () => {
    const { reader } = setUp();
    reader.hear('A');
    const page = listen(reader);
    expect(page.short()).toEqual([]);
  });

  it('belongs to whoever stood there: not to the next session, and to nobody after two seconds', async () => {
    const { reader, who, clock } = setUp();
    const { held } = listen(reader);
    reader.hear('A');
    expect(held[0]?.isCurrent()).toBe(true);
    who.person = 'shopper 2';
    expect(held[0]?.isCurrent()).toBe(false);
    reader.hear('B');
    await clock.advance(2000);
    expect(held[1]?.isCurrent()).toBe(true);
    await clock.advance(1);
    expect(held[1]?.isCurrent()).toBe(false);
  });
});

describe('the stream of readings to a page', () => {
  const next = async (stream: AsyncGenerator<PortReading, void, void>): Promise<string> => {
    const { value } = await stream.next();
    return value === undefined ? 'ended' : value.code;
  };

  it('hands over each reading once, in order, and ends when nobody listens any more', async () => {
    const { reader } = setUp();
    const stop = new AbortController();
    const stream = readingsFor(reader.readings, stop.signal);
    const first = next(stream);
    reader.hear('A');
    expect(await first).toBe('A');
    const second = next(stream);
    reader.hear('B');
    expect(await second).toBe('B');
    const third = next(stream);
    stop.abort();
    expect(await third).toBe('ended');
    const other = listen(reader);
    reader.hear('C');
    expect(other.short()).toEqual(['other C']);
  });

  it('drops what a page took too late, or after the session had changed, and keeps only the newest', async () => {
    const { reader, who, clock } = setUp();
    const stream = readingsFor(reader.readings, undefined);
    const first = next(stream);
    reader.hear('A');
    await first;
    reader.hear('B');
    who.person = 'shopper 2';
    const second = next(stream);
    await Promise.resolve();
    reader.hear('C');
    expect(await second).toBe('C');
    reader.hear('D');
    await clock.advance(5000);
    const third = next(stream);
    reader.hear('E');
    reader.hear('F');
    expect(await third).toBe('F');
    await stream.return();
  });
});
