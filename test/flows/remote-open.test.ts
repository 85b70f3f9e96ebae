import { afterEach, describe, expect, it } from 'vitest';
import { signCommand } from '../../src/contract/hub/command.ts';
import type { RemoteCommand } from '../../src/contract/hub/silo.ts';
import { expectOk } from '../../src/kernel/result.ts';
import type { StationDatabase } from '../../src/station/store/database.ts';
import { commandKey, giveKeys, issuingKeyOf } from '../support/key-bundle.ts';
import { writeTables } from '../support/store.ts';
import { hubKey, identity } from './support/shop.ts';
import { codeOfPass, storeParcel, type StoredParcel } from './support/collecting.ts';
import { good, TestStation, type TestStationOptions } from './support/test-station.ts';

let shop: TestStation;
afterEach(() => shop.close());

async function open(options: TestStationOptions = {}): Promise<void> {
  shop = await TestStation.start(options);
}

const idOf = (n: number) => `018f0000-0000-7000-8000-${String(700_000 + n).padStart(12, '0')}`;

function compartmentAt(doorNumber: number): string {
  const row = shop.store.read.compartments().find((compartment) => compartment.number === doorNumber);
  if (row === undefined) throw new Error(`no door ${doorNumber}`);
  return row.compartmentId;
}

/** A command of head office about a door, issued now. */
function commandOf(n: number, doorNumber: number, change: Partial<RemoteCommand> = {}): RemoteCommand {
  const issuedAt = shop.clock.now();
  return {
    commandId: idOf(n),
    bank: identity.bank,
    compartmentId: compartmentAt(doorNumber),
    purpose: 'hand-over',
    reason: 'El lector está roto',
    orderedBy: 'central-ana',
    issuedAt,
    expiresAt: issuedAt + 60_000,
    ...change,
  };
}

let cursor = 0;
/** Lets a page of the bucket `commands` arrive, as a pull does. */
function arrive(rows: readonly { readonly key: string; readonly value: unknown }[], store: StationDatabase = shop.store): void {
  const from = store.cursor('commands');
  cursor = from + rows.length;
  const page = { rows: rows.map((row, n) => ({ ...row, revision: from + n + 1 })), next: cursor, more: false, serverTime: shop.clock.now() };
  expectOk(store.applyPage('commands', from, page, shop.clock.now()), 'the page');
}

function order(command: RemoteCommand, sign = commandKey.sign, key: string = command.commandId): void {
  arrive([{ key, value: signCommand(command, identity.tenantId, sign) }]);
}

const answers = () => shop.operations.flatMap((operation) => (operation.kind === 'remote.answered' ? [[operation.commandId, operation.outcome]] : []));
const remoteAudit = (after: number) => shop.audit(after).filter((entry) => entry.startsWith('remote.'));
const head = () => shop.store.read.auditHead().seq;

async function close({ address }: Pick<StoredParcel, 'address'>): Promise<void> {
  shop.boards.closeDoor(address);
  await shop.advance(8000);
}

describe('an opening from afar', () => {
  it('hands a parcel over to whoever stands there: at once, on the record, shown with its reason, and the code is dead after it', async () => {
    await open();
    const parcel = storeParcel(shop, { n: 1, door: 3, pass: 1 });
    order(commandOf(1, 3));
    expect(shop.silo).toMatchObject({ kind: 'remote', phase: 'opening', reason: 'El lector está roto', orderedBy: 'central-ana', door: { number: 3 } });
    await shop.advance(1500);
    expect([shop.openDoors, shop.silo]).toMatchObject([[parcel.address], { kind: 'remote', phase: 'open', until: null }]);
    expect(answers()).toEqual([[idOf(1), 'opened']]);
    await close(parcel);
    expect(shop.store.read.parcel(parcel.parcelId)?.status).toBe('collected');
    expect(shop.operations.find((operation) => operation.kind === 'parcel.collected')).toMatchObject({ passId: null, delegateId: null, commandId: idOf(1) });
    expect(shop.store.read.order(parcel.orderId)?.status).toBe('collected');
    await shop.advance(8000);
    expect([shop.silo.kind, shop.station.screens.silo.current().remote]).toEqual(['ready', undefined]);
    expect(shop.audit().filter((entry) => entry.startsWith('remote.') || entry === 'door.ended collected')).toEqual([
      'remote.accepted',
      'door.ended collected',
    ]);
  });

  it('for a look takes nothing off the books: what lies there stays, and staff are to look', async () => {
    await open();
    const parcel = storeParcel(shop, { n: 1, door: 3, pass: 1 });
    order(commandOf(1, 3, { purpose: 'look' }));
    await shop.advance(1500);
    await close(parcel);
    const row = shop.store.read.compartment(compartmentAt(3) as never);
    expect([row?.state, row?.parcelId, row?.needsCheck, answers()]).toEqual(['occupied', parcel.parcelId, true, [[idOf(1), 'opened']]]);
    expect(await shop.scan(codeOfPass(1))).toBe('ok');
  });

  it('for a look into an empty compartment keeps it from being given away before somebody of the shop looked', async () => {
    await open();
    order(commandOf(1, 5, { purpose: 'look' }));
    await shop.advance(1500);
    const [address] = shop.openDoors;
    if (address === undefined) throw new Error('nothing opened');
    await close({ address });
    expect(shop.store.read.compartment(compartmentAt(5) as never)).toMatchObject({ state: 'suspect', needsCheck: true });
  });

  it('says that the door did not open, and leaves the parcel and its code as they were', async () => {
    await open();
    const parcel = storeParcel(shop, { n: 1, door: 3, pass: 1 });
    shop.boards.setDoor(parcel.address, { isJammed: true });
    order(commandOf(1, 3));
    await shop.advance(10_000);
    expect(shop.silo).toMatchObject({ kind: 'remote', phase: 'did-not-open' });
    await shop.advance(180_000);
    expect([answers(), shop.store.read.parcel(parcel.parcelId)?.status]).toEqual([[[idOf(1), 'did-not-open']], 'stored']);
  });

  it('is obeyed once, however often it comes', async () => {
    await open();
    const parcel = storeParcel(shop, { n: 1, door: 3, pass: 1 });
    const command = commandOf(1, 3, { purpose: 'look' });
    order(command);
    order(command);
    await shop.advance(1500);
    await close(parcel);
    order(command);
    order(command, commandKey.sign, idOf(2));
    await shop.advance(3000);
    expect([shop.pulses.length, answers()]).toEqual([1, [[idOf(1), 'opened']]]);
  });

  it('is shown beside the door of whoever is being served, and takes nothing from them', async () => {
    await open();
    const own = storeParcel(shop, { n: 1, door: 3, pass: 1 });
    storeParcel(shop, { n: 2, door: 5, pass: 2 });
    await shop.scan(codeOfPass(1));
    await shop.advance(1500);
    order(commandOf(1, 5));
    await shop.advance(1500);
    const view = shop.station.screens.silo.current();
    expect([view.state.kind, view.remote?.door.number, shop.openDoors.length]).toEqual(['open', 5, 2]);
    await close(own);
    expect(shop.store.read.parcel(own.parcelId)?.status).toBe('collected');
  });

  it('keeps nobody from the silo when its door is left open: it asks for it to be closed, and serves the next', async () => {
    await open();
    const parcel = storeParcel(shop, { n: 1, door: 3, pass: 1 });
    const next = storeParcel(shop, { n: 2, door: 5, pass: 2 });
    order(commandOf(1, 3));
    await shop.advance(130_000);
    expect([shop.silo, shop.station.screens.silo.current().remote]).toMatchObject([
      { kind: 'close-door', door: { number: 3 } },
      { phase: 'open', door: { number: 3 } },
    ]);
    good(await shop.station.intents.silo.dismiss({ seen: shop.silo.kind }));
    expect(shop.silo).toMatchObject({ kind: 'ready', openDoor: { number: 3 } });
    expect(await shop.scan(codeOfPass(2))).toBe('ok');
    await shop.advance(1500);
    expect(shop.openDoors).toContainEqual(next.address);
    await close(next);
    await close(parcel);
    expect(shop.store.read.parcel(parcel.parcelId)?.status).toBe('collected');
  });

  it('is answered after a restart in its midst by what is seen then, and never pulsed again', async () => {
    await open();
    const parcel = storeParcel(shop, { n: 1, door: 3, pass: 1 });
    order(commandOf(1, 3));
    await shop.advance(0);
    const disk = shop.snapshot();
    await shop.close();
    await open({ from: disk });
    await shop.advance(120_000);
    expect([shop.pulses, shop.store.read.parcel(parcel.parcelId)?.status, answers().length]).toEqual([[], 'stored', 1]);
    expect(shop.store.read.pendingCommands()).toEqual([]);
  });
});

describe('a command that is not obeyed', () => {
  const refusals: readonly (readonly [string, () => void, reason: string, outcome: string | null])[] = [
    ['is signed with the key of the passes', () => order(commandOf(1, 3), hubKey.sign), 'signature', null],
    [
      'was changed after it was signed',
      () => arrive([{ key: idOf(1), value: { ...signCommand(commandOf(1, 3), identity.tenantId, commandKey.sign), body: JSON.stringify(commandOf(1, 4)) } }]),
      'signature',
      null,
    ],
    [
      'is of another tenant',
      () => arrive([{ key: idOf(1), value: signCommand(commandOf(1, 3), '018f0000-0000-7000-8000-000000000002', commandKey.sign) }]),
      'signature',
      null,
    ],
    ['is for another bank', () => order(commandOf(1, 3, { bank: 8 })), 'other-bank', 'refused'],
    ['is older than a minute', () => order(commandOf(1, 3, { issuedAt: shop.clock.now() - 60_001, expiresAt: shop.clock.now() - 1 })), 'too-late', 'too-late'],
    ['was sent under another name', () => order(commandOf(1, 3), commandKey.sign, idOf(2)), 'other-name', null],
    [
      'is for tomorrow',
      () => order(commandOf(1, 3, { issuedAt: shop.clock.now() + 86_400_000, expiresAt: shop.clock.now() + 86_400_001 })),
      'too-early',
      'refused',
    ],
    ['is for a compartment that there is not', () => order(commandOf(1, 3, { compartmentId: 'nowhere' })), 'no-compartment', 'refused'],
    ['is to hand over what is not there', () => order(commandOf(1, 5)), 'no-parcel', 'refused'],
  ];

  it.each(refusals)('because it %s', async (_name, send, reason, outcome) => {
    await open();
    storeParcel(shop, { n: 1, door: 3, pass: 1 });
    const before = head();
    send();
    await shop.advance(3000);
    expect([shop.pulses, remoteAudit(before), answers(), shop.silo.kind]).toEqual([
      [],
      [`remote.refused ${reason}`],
      outcome === null ? [] : [[idOf(1), outcome]],
      'ready',
    ]);
    expect(shop.store.read.pendingCommands()).toEqual([]);
  });

  it('because its key was revoked, or limited to what it signs later', async () => {
    await open();
    storeParcel(shop, { n: 1, door: 3, pass: 1 });
    const now = Math.floor(shop.clock.now() / 1000);
    for (const change of [{ revoked: true }, { minNbf: now + 10 }, { naf: now - 10 }, { nbf: now + 10 }]) {
      writeTables(shop.store, (tables) => giveKeys(tables, identity.tenantId, [issuingKeyOf(2, commandKey.publicKey, { purpose: 'command', ...change })]));
      order(commandOf(Math.floor(Math.random() * 90_000), 3));
      await shop.advance(2000);
    }
    expect([shop.pulses, answers()]).toEqual([[], []]);
  });

  it('because the clock of this machine is in doubt: an old command could pass for a new one', async () => {
    await open();
    storeParcel(shop, { n: 1, door: 3, pass: 1 });
    await shop.advance(61_000);
    const command = commandOf(1, 3);
    shop.clock.wallOffset = -3_600_000;
    order(command);
    await shop.advance(2000);
    expect([shop.pulses, answers()]).toEqual([[], [[idOf(1), 'too-late']]]);
  });

  it('because the door is in somebody’s hands', async () => {
    await open();
    storeParcel(shop, { n: 1, door: 3, pass: 1 });
    await shop.scan(codeOfPass(1));
    await shop.advance(1500);
    order(commandOf(1, 3));
    await shop.advance(1000);
    expect([shop.pulses.length, answers()]).toEqual([1, [[idOf(1), 'refused']]]);
  });

  it('because it is the fourth within a minute: who steals the keys of head office opens no whole bank', async () => {
    await open();
    for (let n = 1; n <= 5; n++) order(commandOf(n, n + 4, { purpose: 'look' }));
    await shop.advance(3000);
    expect([shop.openDoors.length, answers().filter(([, outcome]) => outcome === 'refused')]).toEqual([
      3,
      [
        [idOf(4), 'refused'],
        [idOf(5), 'refused'],
      ],
    ]);
    await shop.advance(60_000);
    order(commandOf(6, 10, { purpose: 'look' }));
    await shop.advance(2000);
    expect(shop.openDoors.length).toBe(4);
  });

  it('because the boards are away, and later comes too late', async () => {
    await open();
    storeParcel(shop, { n: 1, door: 3, pass: 1 });
    shop.wire.cut();
    await shop.advance(10_000);
    order(commandOf(1, 3));
    await shop.advance(2000);
    expect([shop.pulses, answers()]).toEqual([[], [[idOf(1), 'refused']]]);
  });
});
