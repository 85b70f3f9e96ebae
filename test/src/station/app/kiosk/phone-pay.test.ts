import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StationPayment } from '../../../../../src/contract/hub/payments.ts';
import { kioskView } from '../../../../../src/contract/station/views.ts';
import type { FollowEvent } from '../../../../../src/core/payments/phone-follow.ts';
import { IDLE_RULE } from '../../../../../src/core/sessions/idle.ts';
import { createKiosk, type Kiosk } from '../../../../../src/station/app/kiosk/kiosk.ts';
import type { PhonePayments } from '../../../../../src/station/ports/phone-payments.ts';
import type { StationDatabase } from '../../../../../src/station/store/database.ts';
import { type KioskWorld, kioskWorld } from '../../../../support/kiosk-world.ts';
import { openTestStore, temporaryDirectory } from '../../../../support/store.ts';

const LINK = 'https://hub.example/p/pay/AAAAAAAAAAAAAAAAAAAAAA';

/** A hub that says what the test sets, and counts how often it is asked. */
const hub: PhonePayments & { says: FollowEvent | 'broken'; asked: string[]; late: ((answer: () => void) => void) | null } = {
  says: { kind: 'away' },
  asked: [],
  late: null,
  look: async (orderId) => {
    hub.asked.push(orderId);
    const { late } = hub;
    if (late !== null) await new Promise<void>((resolve) => late(resolve));
    if (hub.says === 'broken') throw new Error('the disk does not answer');
    return hub.says;
  },
};
const says = (change: Partial<StationPayment>): void => {
  hub.says = { kind: 'told', payment: { state: 'open', link: LINK, looked: false, attempt: null, ...change } };
};

let folder: ReturnType<typeof temporaryDirectory>;
let world: KioskWorld;
let store: StationDatabase;
let kiosk: Kiosk;

beforeEach(() => {
  hub.asked.length = 0;
  hub.late = null;
  says({});
  folder = temporaryDirectory();
  world = kioskWorld();
  open();
});
afterEach(async () => {
  kiosk.close();
  store.close();
  await world.close();
  folder.remove();
});

function open(): void {
  store = openTestStore(join(folder.path, 'station.db'), { clock: world.time });
  kiosk = createKiosk(world.parts(store, { phonePayments: hub }));
}

const session = () => kioskView.parse(kiosk.view.current()).session;
const phone = () => {
  const view = session()?.placed?.phone ?? null;
  return view?.kind === 'link' ? view.state : (view?.kind ?? null);
};

/** Time goes on, question by question. */
async function pass(ms: number): Promise<void> {
  for (let done = 0; done < ms; done += 500) {
    world.time.advance(500);
    await setImmediate();
  }
}

async function order(): Promise<void> {
  kiosk.start({ locale: 'es' });
  kiosk.add({ sku: 'CAM-M' });
  kiosk.setFulfilment({ fulfilment: { kind: 'silo' } });
  kiosk.setContact({ contact: { kind: 'email', email: 'ana@example.org' } });
  expect(kiosk.place().ok).toBe(true);
  await setImmediate();
}

/** The hub's word that the order is paid has come with the sync. */
function pullPaid(): void {
  const row = store.read.order(session()?.placed?.orderId as Parameters<typeof store.read.order>[0]);
  if (row === null) throw new Error('the order is there');
  store.commit((tx) => {
    tx.putOrder({ ...row, status: 'paid' });
    return { ok: true, value: undefined };
  });
  world.hub.set('online');
}

describe('the order on the screen', () => {
  it('is offered for paying on a phone beside the till, and shows how that goes until the money is there', async () => {
    await order();
    const seen = [phone()];
    says({ looked: true });
    await pass(2000);
    seen.push(phone());
    says({ looked: true, attempt: 'open' });
    await pass(2000);
    seen.push(phone());
    says({ looked: true, attempt: 'checking' });
    await pass(2000);
    seen.push(phone());
    says({ state: 'paid', link: null, attempt: 'paid' });
    await pass(2000);
    seen.push(phone());
    pullPaid();
    seen.push(phone());
    expect([seen, session()?.placed?.status]).toEqual([['waiting', 'looked', 'paying', 'checking', 'paid', null], 'paid']);
    const before = hub.asked.length;
    await pass(20_000);
    expect(hub.asked.length).toBe(before);
  });

  it('is asked for only while it is on the screen, and never before it is placed', async () => {
    kiosk.start({ locale: 'es' });
    await pass(5000);
    expect(hub.asked).toEqual([]);
    await order();
    await pass(5000);
    expect(new Set(hub.asked).size).toBe(1);
    kiosk.end();
    const before = hub.asked.length;
    await pass(10_000);
    expect([hub.asked.length - before, session()]).toEqual([0, null]);
  });

  it('can be paid at the till alone while the hub is away, and offers the phone when it is back', async () => {
    hub.says = { kind: 'away' };
    world.hub.set('offline');
    await order();
    expect([phone(), session()?.placed?.tillCode.slice(0, 4)]).toEqual(['away', 'PT1:']);
    says({});
    world.hub.set('online');
    await setImmediate();
    expect(phone()).toBe('waiting');
  });

  it('is asked about by one question at a time, however often the hub goes and comes while one is out', async () => {
    hub.says = { kind: 'away' };
    await order();
    await pass(2000);
    // Their answers are late: the hub goes and comes while they are awaited.
    const answers: (() => void)[] = [];
    hub.late = (answer) => answers.push(answer);
    await pass(10_000);
    for (let flap = 0; flap < 3; flap++) {
      world.hub.set('offline');
      world.hub.set('online');
    }
    expect(answers).toHaveLength(1);
    hub.late = null;
    for (const answer of answers) answer();
    await setImmediate();
    expect(phone()).toBe('away');
  });

  it('goes on being asked about when a question breaks, as if the hub had been away', async () => {
    await order();
    hub.says = 'broken';
    await pass(2000);
    const asked = hub.asked.length;
    expect(session()?.placed?.phone).toMatchObject({ kind: 'link', live: false });
    says({ looked: true });
    await pass(6000);
    expect([phone(), hub.asked.length > asked]).toEqual(['looked', true]);
    expect(session()?.placed?.phone).toMatchObject({ live: true });
  });

  it('keeps its link, and says that it may be behind, when the hub goes away meanwhile', async () => {
    await order();
    says({ looked: true });
    await pass(2000);
    hub.says = { kind: 'away' };
    await pass(2000);
    expect(session()?.placed?.phone).toEqual({ kind: 'link', link: LINK, state: 'looked', live: false });
  });

  it('shows the same link after the program was killed, with whatever happened meanwhile', async () => {
    await order();
    says({ looked: true, attempt: 'open' });
    await pass(20_000);
    kiosk.close();
    store.close();
    says({ looked: true, attempt: 'checking' });
    open();
    await setImmediate();
    expect(session()?.placed?.phone).toEqual({ kind: 'link', link: LINK, state: 'checking', live: true });
  });

  it('of one shopper leaves nothing for the next', async () => {
    await order();
    kiosk.end();
    kiosk.start({ locale: 'es' });
    expect(JSON.stringify(kiosk.view.current())).not.toContain(LINK);
    const before = hub.asked[0];
    hub.asked.length = 0;
    hub.late = null;
    await order();
    expect(hub.asked.includes(before ?? '')).toBe(false);
  });
});

describe('the countdown', () => {
  it('does not end the session of somebody who is paying', async () => {
    await order();
    says({ looked: true, attempt: 'open' });
    await pass(IDLE_RULE.receiptMs + 60_000);
    expect([phone(), session()?.idle?.extensionsLeft]).toEqual(['paying', 10]);
  });

  it.each(['usual', 'off'] as const)('comes with no line, no warning and no cover while somebody pays (limit: %s)', async (limit) => {
    await order();
    kiosk.setLimit({ limit });
    says({ looked: true, attempt: 'open' });
    await pass(5000);
    const early: number[] = [];
    for (let seconds = 5; seconds < 230; seconds++) {
      await pass(1000);
      const { idle = null, unlimited } = session() ?? {};
      const next = Math.min(idle?.noticeAt ?? Number.POSITIVE_INFINITY, unlimited?.coversAt ?? Number.POSITIVE_INFINITY);
      if (next <= world.time.now()) early.push(seconds);
    }
    expect([phone(), early]).toEqual(['paying', []]);
  });

  it('ends it when who began to pay has walked away, and the payment goes on without the kiosk', async () => {
    await order();
    says({ looked: true, attempt: 'open' });
    await pass(240_000 + IDLE_RULE.receiptMs + 5000);
    expect(session()).toBeNull();
  });

  it('runs as ever while nobody has opened the link', async () => {
    await order();
    await pass(IDLE_RULE.receiptMs + 1000);
    expect(session()).toBeNull();
  });
});
