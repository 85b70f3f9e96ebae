import { PARCEL_RULE } from '../../../../src/core/limiter/limiter.ts';
import { codeOf, passBody, pinOf, shortCodeOf, START } from '../../../flows/support/shop.ts';
import { seededKey } from '../../../support/ed25519.ts';
import type { WorldOrder } from '../orders.ts';
import type { World } from '../world.ts';
import type { Person } from './hands.ts';

const strangersKey = seededKey('99'.repeat(32));
const DAY = 86_400;

/** A code that must open nothing: how it came about, and how it is made. */
const tricks: Readonly<Record<string, (n: number, person: Person) => string>> = {
  'signed by a stranger': (n) => codeOf(passBody(n), strangersKey),
  'of another bank': (n) => codeOf(passBody(n, { bank: 8 })),
  'too old': (n) => codeOf(passBody(n, { notBefore: START / 1000 - 40 * DAY, expires: START / 1000 - 10 * DAY })),
  'of next month': (n) => codeOf(passBody(n, { notBefore: START / 1000 + 30 * DAY, expires: START / 1000 + 60 * DAY })),
  'of an unknown key': (n) => codeOf(passBody(n, { keyId: 9 })),
  'of a courier, with the id of a customer': (n) => codeOf(passBody(n, { kind: 'courier-collect' })),
  'of nobody': (n) => codeOf(passBody(n + 5000)),
  'with one character changed': (n, { chance }) => {
    const code = codeOf(passBody(n));
    const at = chance.int(4, code.length - 1);
    return `${code.slice(0, at)}${code[at] === 'A' ? 'B' : 'A'}${code.slice(at + 1)}`;
  },
  rubbish: (_, { chance }) => Buffer.from(chance.bytes(chance.int(0, 200))).toString('latin1'),
};

/** Somebody who tries what codes that are not theirs open, and what PINs can be guessed. */
export async function beStranger(world: World, person: Person): Promise<void> {
  const { chance } = person;
  const guesses = new Map<string, number>();
  for (;;) {
    await world.rest(chance.wait(300_000, 3_600_000));
    if (world.isCalm) return;
    const order = victim(world, person);
    if (order === null) continue;
    if (chance.is(0.25)) await guessPins(world, person, order, guesses);
    else if (chance.is(0.3)) await showOld(world, person);
    else {
      const trick = chance.pick(Object.keys(tricks));
      await show(world, person, `a code ${trick}`, tricks[trick]?.(world.passNumber(order.passId), person) ?? '');
    }
  }
}

/** Whose parcel lies there: the more there is to gain, the better. */
function victim(world: World, { chance }: Person): WorldOrder | null {
  const known = world.orders.all.filter(({ passId }) => passId !== null);
  const waiting = known.filter(({ isDelivered }) => !isDelivered);
  return known.length === 0 ? null : chance.pick(waiting.length > 0 && chance.is(0.8) ? waiting : known);
}

async function show(world: World, person: Person, what: string, code: string): Promise<void> {
  let before = world.books.intentsMade;
  const outcome = await world.ask((intents) => {
    // Others may have come while the machine stood still.
    before = world.books.intentsMade;
    return intents.silo.scan({ code, source: 'camera' });
  });
  world.journal.write(`${person.name} shows ${what}: ${outcome === 'down' ? outcome : outcome.ok ? 'ok' : outcome.error.kind}`);
  if (world.books.intentsMade > before) world.journal.violate(5, `${what} opened a door`);
}

/** A code that was good once: taken back, or followed by a newer one. The station knows only what it has pulled. */
async function showOld(world: World, person: Person): Promise<void> {
  const known = world.orders.all.filter((order) => order.passId !== null);
  const takenBack = known.filter((order) => order.revoked.some((id) => world.isRevokedThere(id)));
  const lying = takenBack.filter((order) => world.parcelOf(order)?.status === 'stored');
  const revoked = lying.length > 0 ? lying : takenBack;
  const followed = known.filter((order) => order.seenGeneration > 0);
  const waiting = followed.filter((order) => world.parcelOf(order)?.status === 'stored');
  const replaced = waiting.length > 0 ? waiting : followed;
  if (revoked.length > 0 && (replaced.length === 0 || person.chance.is(0.5))) {
    const order = person.chance.pick(revoked);
    const id = person.chance.pick(order.revoked.filter((each) => world.isRevokedThere(each)));
    return show(world, person, 'a code that was taken back', codeOf(passBody(1, { passId: id as never })));
  }
  if (replaced.length === 0) return;
  const order = person.chance.pick(replaced);
  await show(world, person, 'a code that was replaced', codeOf(passBody(world.passNumber(order.passId), { generation: order.seenGeneration - 1 })));
}

/** Guesses until the machine takes no more: five tries at one parcel, however often the machine was started anew meanwhile. */
async function guessPins(world: World, person: Person, order: WorldOrder, guesses: Map<string, number>): Promise<void> {
  const { passId } = order;
  if (passId === null || world.resetPins.has(passId)) return;
  const n = world.passNumber(passId);
  for (let tries = person.chance.int(1, 4); tries > 0; tries--) {
    await world.clock.sleep(person.chance.wait(1000, 8000));
    const rights = world.rightPins.get(passId) ?? 0;
    const outcome = await world.ask((intents) => intents.silo.enterPin({ shortCode: shortCodeOf(n), pin: pinOf(n + 1) }));
    const screen = world.silo();
    world.journal.write(`${person.name} guesses a PIN: ${outcome === 'down' ? outcome : outcome.ok ? 'ok' : outcome.error.kind}, ${screen?.kind}`);
    if (outcome === 'down' || (!outcome.ok && outcome.error.kind !== 'refused') || screen?.kind === 'locked' || screen?.kind === 'unavailable') return;
    const key = `${passId}/${rights}`;
    const wrong = (guesses.get(key) ?? 0) + 1;
    guesses.set(key, wrong);
    if (wrong > PARCEL_RULE.maxFailures) world.journal.violate(5, `${wrong} wrong PINs were tried at one parcel`);
  }
}
