import { afterEach, describe, expect, it } from 'vitest';
import { BankSimulator } from '../../hardware/simulator/bank-simulator.ts';
import { boardSides } from '../../hardware/simulator/board-sides.ts';
import { seededRandom } from '../../hardware/simulator/seeded-random.ts';
import type { FamilyName } from '../../hardware/wire/family-name.ts';
import type { OrderId } from '../../src/kernel/ids.ts';
import { expectOk } from '../../src/kernel/result.ts';
import { colleague, hireTechnicians, signInTechnician } from './support/technicians.ts';
import { good, TestStation } from './support/test-station.ts';

let shop: TestStation;
let hung: BankSimulator | null = null;
afterEach(async () => {
  await hung?.stop();
  hung = null;
  await shop.close();
});

const board = { bus: 'big', board: 4 };
const service = () => shop.station.intents.service;
const staff = () => shop.station.intents.staff;
const swap = () => shop.station.screens.staff.current().service?.swaps[0];
const rows = () => shop.store.read.compartments().filter((row) => row.bus === 'big');
const noAnswer = { ok: false, error: { kind: 'no-answer' } };
const pulses: string[] = [];

function big(): NonNullable<TestStation['second']> {
  if (shop.second === null) throw new Error('no second bus');
  return shop.second;
}

/** Hangs a board into the place of the one that was there, with all doors shut. What its coils do is in `pulses`. */
async function hang(family: FamilyName, address: number, isDead = false): Promise<BankSimulator> {
  await hung?.stop();
  await big().boards.stop();
  hung = new BankSimulator({
    ...{ side: boardSides[family], link: big().wire.right, clock: shop.clock, random: seededRandom(8), closedBit: 1, turnAroundMs: 2 },
    boards: [{ address, locks: 2 }],
    onEvent: (event) => {
      if (event.kind === 'pulse') pulses.push(`${family} ${event.address.board}/${event.address.lock}`);
    },
  });
  hung.setSilent(address, isDead);
  expect(await hung.start()).toBeUndefined();
  await shop.advance(30_000);
  return hung;
}

/** A silo with a parcel behind each of its two buses; the board of the second one then dies. */
async function broken(): Promise<{ readonly near: string; readonly far: string; readonly order: OrderId }> {
  pulses.length = 0;
  shop = await TestStation.start({ second: 'cu48' });
  hireTechnicians(shop);
  const order = shop.paidOrder(2);
  const near = (await shop.loadParcel(shop.paidOrder(1))).code;
  const far = (await shop.loadParcel(order, 'XL')).code;
  expect(shop.boardsOf(order)).toBe(big().boards);
  good(await staff().signOut({}));
  big().boards.setSilent(4, true);
  await shop.advance(30_000);
  return { near, far, order };
}

/** People look behind a door, two of them where a parcel lies, which they leave there; then the door comes back. */
async function look(lock: number, boards: BankSimulator, inside: 'nothing' | 'parcel'): Promise<void> {
  const { compartmentId } = rows().find((candidate) => candidate.lock === lock) ?? expect.fail('no such lock');
  expect(await service().bringBack({ compartmentId })).toEqual({ ok: false, error: { kind: 'not-looked' } });
  const second = inside === 'nothing' ? null : { badge: colleague.badge, pin: colleague.pin };
  good(await service().testDoor({ compartmentId, second }));
  await shop.advance(1500);
  boards.closeDoor({ board: 4, lock });
  await shop.advance(1500);
  good(inside === 'nothing' ? await staff().answerCheck({ answer: 'empty' }) : await staff().answerRecall({ answer: 'left' }));
  await shop.advance(10_000);
  good(inside === 'nothing' ? await staff().closeCheck({}) : await staff().closeRecall({}));
  good(await service().bringBack({ compartmentId }));
}

describe('a board that broke', () => {
  it('leaves its doors out of reach and its parcels where they are, and everybody is told; the other doors go on', async () => {
    const { near, far, order } = await broken();
    expect(await shop.scan(far)).toBe('refused');
    expect(shop.silo).toEqual({ kind: 'unavailable', reason: 'doors-unreachable' });
    expect(shop.store.read.parcelOfOrder(order)?.status).toBe('stored');
    await signInTechnician(shop);
    const { buses } = expectOk(await staff().status({}), 'the status');
    expect(buses.find(({ name }) => name === 'big')?.boards.map((told) => [told.board, told.health === 'ok'])).toEqual([[4, false]]);
    expect(await shop.scan(near)).toBe('ok');
  });
});

describe.each([
  ['one with another address', 'cu48', 5, false],
  ['a dead one', 'cu48', 4, true],
  ['one of another family', 'wkly', 4, false],
] as const)('a board that is replaced by %s', (_name, family, address, isDead) => {
  it('is not taken, moves no door, and its parcel is handed over by the right one, but only after a look', async () => {
    const { near, far, order } = await broken();
    await signInTechnician(shop);
    good(await service().beginSwap(board));
    await hang(family, address, isDead);
    expect(swap()).toMatchObject({ ...board, isNew: false, answers: false, silent: 2 });
    expect(await service().finishSwap(board)).toEqual(noAnswer);
    expect(await shop.scan(far)).toBe('refused');
    await shop.advance(10_000);
    expect([pulses, rows().map((row) => row.state)]).toEqual([[], ['out-of-service', 'out-of-service']]);
    expect(shop.store.read.parcelOfOrder(order)?.status).toBe('stored');

    const right = await hang('cu48', 4);
    expect(swap()).toMatchObject({ isNew: false, answers: true, plausible: true, closed: 2, silent: 0 });
    good(await service().finishSwap(board));
    expect(await shop.scan(far)).toBe('refused');
    await shop.advance(10_000);
    expect(pulses).toEqual([]);

    const lockOf = shop.addressOf(order).lock;
    await look(lockOf, right, 'parcel');
    await look(1 - lockOf, right, 'nothing');
    expect([swap(), rows().map((row) => row.needsCheck)]).toEqual([undefined, [false, false]]);
    const looked = pulses.length;
    expect(await shop.scan(far)).toBe('ok');
    await shop.advance(2000);
    right.closeDoor(shop.addressOf(order));
    await shop.advance(20_000);
    expect([pulses.slice(looked), shop.store.read.parcelOfOrder(order)?.status]).toEqual([[`cu48 4/${lockOf}`], 'collected']);
    expect(await shop.scan(near)).toBe('ok');
  });
});

describe('a board that is replaced without a word', () => {
  it('by one of another address or family opens nothing until the right one is back, and then opens what it did', async () => {
    const { far, order } = await broken();
    for (const [family, address] of [
      ['cu48', 5],
      ['wkly', 4],
    ] as const) {
      await hang(family, address);
      expect(await shop.scan(far)).toBe('refused');
      expect(shop.silo).toEqual({ kind: 'unavailable', reason: 'doors-unreachable' });
      await shop.advance(30_000);
    }
    expect(pulses).toEqual([]);
    const right = await hang('cu48', 4);
    expect(await shop.scan(far)).toBe('ok');
    await shop.advance(2000);
    right.closeDoor(shop.addressOf(order));
    await shop.advance(20_000);
    expect(shop.store.read.parcelOfOrder(order)?.status).toBe('collected');
  });
});
