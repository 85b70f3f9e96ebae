import type { DoorPurpose } from '../../core/compartments/door-flow.ts';
import type { CourierRecord, HelpCallRow, ProblemKind, RecallReason, ReturnLine, ReturnPermit, SignedCommand } from '../../contract/hub/silo.ts';
import type { KeyBundle } from '../../contract/hub/keys.ts';
import type { BlankPass, StationConfig } from '../../contract/hub/sync.ts';
import type { Operation } from '../../contract/events/operations.ts';
import type { Coupon, LoyaltyRules, MemberRow } from '../../contract/loyalty/loyalty.ts';
import type { OrderStatus, OrderSummary } from '../../contract/orders.ts';
import type { Locale, SizeClass } from '../../contract/schema.ts';
import type { Slide } from '../../contract/slides.ts';
import type { StaffMember } from '../../contract/staff.ts';
import type { SoftHold } from '../../contract/stock.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { CompartmentId, IntentId, OrderId, ParcelId, PassId, StaffId } from '../../kernel/ids.ts';
import type { Result } from '../../kernel/result.ts';
import type { HelpCall } from './help-call.ts';
import type { OwnStock } from './own-stock.ts';

/** What a compartment may be given to. Only `free-verified` is free for everybody; `free-unverified` for staff, who look inside. */
export type CompartmentState = 'free-verified' | 'free-unverified' | 'pending' | 'occupied' | 'suspect' | 'out-of-service';

/** A compartment: its place in the drawing, its lock on one of the buses, and what is in it. */
export interface CompartmentRow {
  readonly compartmentId: CompartmentId;
  readonly number: number;
  readonly size: SizeClass;
  readonly heightMm: number;
  readonly column: number;
  readonly row: number;
  /** The name of its bus; empty only in a database from before buses had names, until the station next starts. */
  readonly bus: string;
  readonly board: number;
  readonly lock: number;
  readonly state: CompartmentState;
  /** The parcel inside, or on its way in (`pending`). No parcel is in two compartments: a unique index holds it. */
  readonly parcelId: ParcelId | null;
  readonly needsCheck: boolean;
  /** Until then (trusted Unix milliseconds) it is kept for whoever has just emptied it. */
  readonly heldUntil: UnixMs | null;
  /** Why it is out of service, as a code word. */
  readonly reason: string | null;
}

/** The will to open one door once, durable before any pulse. At most one is live per compartment: a unique index holds it. */
export interface IntentRow {
  readonly intentId: IntentId;
  readonly compartmentId: CompartmentId;
  readonly purpose: DoorPurpose;
  /** The parcel and its order; null for a check, which is for a compartment without one, and where a return is of no order known here. */
  readonly parcelId: ParcelId | null;
  readonly orderId: OrderId | null;
  readonly passId: PassId | null;
  readonly staffId: StaffId | null;
  /** The second of two people, where two are needed. */
  readonly secondStaffId: StaffId | null;
  /** The command from afar that this obeys. */
  readonly commandId: string | null;
  /** The delegate whose code was shown; `passId` is the holder's then. */
  readonly delegateId: PassId | null;
  /** The door flow's state (`src/core/compartments`), as JSON. */
  readonly state: string;
  readonly createdAt: UnixMs;
  readonly endedAt: UnixMs | null;
  readonly outcome: string | null;
}

/** What lies (or lay) in a compartment: goods of an order, or goods that a customer brought back. */
export interface ParcelRow {
  readonly parcelId: ParcelId;
  readonly kind: 'order' | 'return';
  /** Null only for a return whose order is not known here. */
  readonly orderId: OrderId | null;
  /** The pass that opens it; several parcels may share one. Null for a return. */
  readonly passId: PassId | null;
  /** The person it is for, as the hub's opaque id; null where the hub has not told. */
  readonly holder: string | null;
  readonly size: SizeClass;
  readonly status: 'loading' | 'stored' | 'collected' | 'withdrawn';
  readonly doorNumber: number;
  readonly loadedAt: UnixMs | null;
  readonly collectedAt: UnixMs | null;
  /** When it is to be taken out if nobody came, before downtime is added; null: never by itself. */
  readonly deadline: UnixMs | null;
  /** Why staff are to take it out; null: they are not. */
  readonly recall: RecallReason | null;
  /** How a `withdrawn` one ended. */
  readonly ended: 'recalled' | 'missing' | 'abandoned' | null;
}

/** What a customer put in when they brought something back. `receipt` is the number on their paper. */
export interface ReturnDepositRow {
  readonly parcelId: ParcelId;
  readonly returnId: string | null;
  readonly lines: readonly ReturnLine[];
  readonly receipt: string;
}

/** The parcel that was taken out of a compartment last. */
export interface EmptiedRow {
  readonly compartmentId: CompartmentId;
  readonly parcelId: ParcelId;
}

/** What somebody reported at one opening, and what they did with the thing: null where there was nothing in their hands. */
export interface ProblemRow {
  readonly intentId: IntentId;
  readonly parcelId: ParcelId;
  readonly problem: ProblemKind;
  readonly keep: 'put-back' | 'take' | null;
  readonly at: UnixMs;
}

/** What a customer says they bring, while their door is opened for it: booked with their answer, and then deleted. */
export interface ReturnDraftRow {
  readonly parcelId: ParcelId;
  readonly returnId: string | null;
  /** Empty where nobody here knows what it is. */
  readonly lines: readonly ReturnLine[];
  readonly pieces: number;
  readonly receipt: string;
  /** Where the receipt goes; null: to the address of the order. */
  readonly email: string | null;
  readonly locale: Locale;
}

/** A parcel that somebody (of the staff, or `courier:` and an id) began to load in their round. */
export interface RoundParcelRow {
  readonly parcelId: ParcelId;
  readonly staffId: StaffId;
  readonly begunAt: UnixMs;
}

/** What was noted about a door last, and its counts since the compartment is known here. `mark` is null once somebody looked inside. */
export interface DoorRecordRow {
  readonly compartmentId: CompartmentId;
  readonly mark: string | null;
  readonly markedAt: UnixMs | null;
  /** Openings that were seen to be meant, orders to open that none followed, and openings that nobody here had asked for. */
  readonly openings: number;
  readonly failures: number;
  readonly forced: number;
  /** Times in a row that its sensor said what cannot be. */
  readonly mismatches: number;
  readonly lastOpenedAt: UnixMs | null;
}

/** A time in which nobody could have collected; `endedAt` null while it goes on. */
export interface Downtime {
  readonly beganAt: UnixMs;
  readonly endedAt: UnixMs | null;
  readonly cause: 'doors' | 'storage' | 'power' | 'hub';
}

/** A command from afar as it was sent. `name` is the hub's key for it, which no signature covers. */
export interface PendingCommand {
  readonly name: string;
  readonly command: SignedCommand;
}

/** A pass that the hub signed in advance; `parcelId` is null while it is blank. `seenGeneration` is the highest seen. */
export interface PassRow extends Omit<BlankPass, 'delegateIds'> {
  readonly parcelId: ParcelId | null;
  readonly seenGeneration: number;
}

/** An order as this station knows it. `paidHere` is true when its payment was taken at this station. */
export interface OrderRow extends OrderSummary {
  readonly paidHere: boolean;
}

/** What an order took in here of a coupon (its id), or of a member's points (`points`). */
export interface BenefitUseRow {
  readonly orderId: OrderId;
  readonly couponId: string;
  readonly memberId: string | null;
  readonly points: number;
}

/** An operation waiting for the hub. `hash` is the SHA-256 (hex) of `body`, which is the exact JSON text that travels. */
export interface OutboxRow {
  readonly seq: number;
  readonly operationId: string;
  readonly occurredAt: UnixMs;
  readonly hash: string;
  readonly body: string;
}

/** An entry of the audit chain: ids and codes only, never a person's data, a PIN or a code that opens. */
export interface AuditEvent {
  readonly kind: string;
  readonly at: UnixMs;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

/** Wrong tries at one thing (`pin:<parcel>`, `station:pin`, `staff:<id>`), kept across restarts. */
export interface LimiterRow {
  readonly scope: string;
  readonly failures: number;
  readonly windowStartedAt: UnixMs;
  readonly blockedUntil: UnixMs;
}

/** The failure of the disk or the database. After one, no door opens until the station was restarted and checked. */
export interface StorageFailure {
  readonly kind: 'storage';
  readonly detail: string;
}

/** How much room is left on the disk. */
export type StorageSpace = 'ok' | 'low' | 'critical';

/** May something new be taken in, a load, a return or an order? What room is left is for people who come to collect. */
export function takesNew(store: Pick<StationStore, 'health' | 'space'>): boolean {
  return store.health === 'ok' && store.space === 'ok';
}

/** What may be read of the station's database. All calls are synchronous and see the last commit (or the open transaction). */
export interface StoreReader {
  compartments(): readonly CompartmentRow[];
  compartment(id: CompartmentId): CompartmentRow | null;
  /** The one that holds a parcel, or is promised to it. */
  compartmentOfParcel(id: ParcelId): CompartmentRow | null;
  liveIntents(): readonly IntentRow[];
  intent(id: IntentId): IntentRow | null;
  parcel(id: ParcelId): ParcelRow | null;
  parcelOfOrder(orderId: OrderId): ParcelRow | null;
  parcelOfPass(passId: PassId): ParcelRow | null;
  /** Every parcel that a pass opens or opened, the first loaded first. */
  parcelsOfPass(passId: PassId): readonly ParcelRow[];
  parcelsOfOrder(orderId: OrderId): readonly ParcelRow[];
  /** What lies in this bank or is on its way in, the first loaded first. */
  parcelsInside(): readonly ParcelRow[];
  /** The pass that a delegate's id stands for, or null: this is no delegate's. */
  ownerOfDelegate(delegateId: PassId): PassId | null;
  isRevoked(passId: PassId): boolean;
  courier(courierId: PassId): CourierRecord | null;
  returnPermit(returnId: PassId): ReturnPermit | null;
  returnDeposit(parcelId: ParcelId): ReturnDepositRow | null;
  /** Deposits made with the code of one return. */
  depositsOfReturn(returnId: PassId): readonly ReturnDepositRow[];
  /** What a customer says they bring, while nobody has answered for it. */
  returnDraft(parcelId: ParcelId): ReturnDraftRow | null;
  /** The compartments that the parcels of a pass were taken out of last, whoever they are kept for now. */
  emptiedOfPass(passId: PassId): readonly EmptiedRow[];
  /** The parcel that was taken out of a compartment last, or null. */
  emptiedBy(compartmentId: CompartmentId): ParcelId | null;
  /** What was reported at an opening, or null. */
  problemOf(intentId: IntentId): ProblemRow | null;
  problemsOfParcel(parcelId: ParcelId): readonly ProblemRow[];
  /** The parcels that this person began to load in their round, from `since` on, the first first. */
  loadRound(staffId: StaffId, since: UnixMs): readonly ParcelId[];
  /** The open call of a screen. */
  helpCall(screen: HelpCall['screen']): HelpCall | null;
  /** Calls that were made here from `since` on, oldest first. */
  helpCallsSince(since: UnixMs): readonly HelpCall[];
  /** Null while nothing was ever noted about the door. */
  doorRecord(id: CompartmentId): DoorRecordRow | null;
  doorRecords(): readonly DoorRecordRow[];
  /** Calls of the shop's other stations, as the hub told. */
  callsElsewhere(): readonly HelpCallRow[];
  /** Downtimes that ended after `since` or go on, oldest first. */
  downtimes(since: UnixMs): readonly Downtime[];
  /** What became of a command from afar, or null: it never came. */
  remoteOutcome(commandId: string): string | null;
  /** Commands from afar that have come and were not answered. */
  pendingCommands(): readonly PendingCommand[];
  pass(passId: PassId): PassRow | null;
  passByShortCode(shortCode: string): PassRow | null;
  /** Blank passes that expire not before `minExpires` (Unix seconds), those that expire last first. */
  blankPasses(minExpires: number, limit: number): readonly PassRow[];
  /** The keys that this station believes, as the hub's root signed them last; null before the first. The same object while it is the same. */
  keyBundle(): KeyBundle | null;
  /** The last step at which a rotating code of this pass was accepted; -1 before the first. */
  totpStep(passId: PassId): number;
  order(id: OrderId): OrderRow | null;
  orderByNumber(number: string): OrderRow | null;
  /** Paid orders for this silo that no parcel was stored for, oldest first. */
  ordersToPrepare(limit: number): readonly OrderRow[];
  /** Open orders of which something is missing, oldest first. */
  shortOrders(limit: number): readonly OrderRow[];
  /** What this station has, or took, of some SKUs beyond the hub's figures. */
  ownStock(skus: readonly string[], now: UnixMs): readonly OwnStock[];
  /** What an order of this station took before the hub has settled it. */
  softHolds(orderId: OrderId): readonly SoftHold[];
  /** What the shop offers its members; null: nothing, or the hub has not told. */
  loyaltyRules(): LoyaltyRules | null;
  coupon(couponId: string): Coupon | null;
  couponByCode(code: string): Coupon | null;
  loyaltyMember(memberId: string): MemberRow | null;
  /** Uses of a coupon, and points of a member, that orders of this station took in and that the hub has not settled; those of `orderId` aside. */
  unsettledUses(couponId: string, orderId: string | null): number;
  unsettledPoints(memberId: string, orderId: string | null): number;
  /** Paid orders of which staff still have something to hand over, at the desk or at the till, oldest first. */
  ordersAtDesk(limit: number): readonly OrderRow[];
  staffMember(id: StaffId): StaffMember | null;
  staffByBadgeHash(badgeHash: string): StaffMember | null;
  staffByNumber(number: string): StaffMember | null;
  config(): StationConfig | null;
  /** What the shop shows while a screen waits; empty: nothing of its own. */
  slides(): readonly Slide[];
  limiter(scope: string): LimiterRow | null;
  /** The kiosk session's JSON, or null. */
  kioskSession(): string | null;
  /** Small values by name: `identity`, `orderCounter`, `clockHighWater`, `lastHubContact` ... */
  meta(key: string): string | null;
  outboxSize(): { readonly pending: number; readonly oldestAt: UnixMs | null; readonly rejected: number };
  /** What is on the record after entry `seq`, of these kinds, in order. */
  auditSince(seq: number, kinds: readonly string[]): readonly AuditEvent[];
  auditHead(): { readonly seq: number; readonly hash: string };
}

/** What may be changed inside one transaction. `enqueue` and `audit` belong into the same transaction as the change they tell of. */
export interface StoreWriter extends StoreReader {
  putCompartment(row: CompartmentRow): void;
  /** Inserts a live intent; throws a unique violation (a bug) if the compartment has one already. */
  insertIntent(row: IntentRow): void;
  updateIntent(id: IntentId, state: string): void;
  endIntent(id: IntentId, state: string, outcome: string, at: UnixMs): void;
  putParcel(row: ParcelRow): void;
  bindPass(passId: PassId, parcelId: ParcelId): void;
  unbindPass(passId: PassId): void;
  seePassGeneration(passId: PassId, generation: number): void;
  /** Uses up the rotating code of a step, and all before it. */
  spendTotpStep(passId: PassId, step: number): void;
  /** Forgets the keys: this station was enrolled under another root. */
  dropKeyBundle(): void;
  putOrder(row: OrderRow): void;
  /** The hub did not agree to what staff took off an order, and it was taken back here. */
  forgetRefusedDiscount(id: OrderId): void;
  /** What an order takes until the hub has settled it, in the place of what it took. */
  putSoftHolds(orderId: OrderId, holds: readonly SoftHold[]): void;
  /** What an order took in of coupons and points, in the place of what it had. */
  putBenefitUses(orderId: OrderId, uses: readonly BenefitUseRow[]): void;
  putReturnDeposit(row: ReturnDepositRow): void;
  putReturnDraft(row: ReturnDraftRow): void;
  dropReturnDraft(parcelId: ParcelId): void;
  putEmptied(row: EmptiedRow): void;
  /** One report for each opening; a second one throws (a bug). */
  insertProblem(row: ProblemRow): void;
  /** A round is one person's: what anybody else loaded is no longer listed. */
  addToLoadRound(row: RoundParcelRow): void;
  dropLoadRound(): void;
  putHelpCall(call: HelpCall): void;
  /** What is known here of another station's call, until the hub says more. */
  putCallElsewhere(call: HelpCallRow): void;
  putDoorRecord(row: DoorRecordRow): void;
  putDowntime(downtime: Downtime): void;
  putRemoteOutcome(commandId: string, outcome: string, at: UnixMs): void;
  setOrderStatus(id: OrderId, status: OrderStatus): void;
  putLimiter(row: LimiterRow): void;
  clearLimiter(scope: string): void;
  /** Forgets the scopes that begin so and whose first failure was before `before`, and the oldest of them beyond `most`. No other is touched. */
  pruneLimiter(prefix: string, before: UnixMs, most: number): void;
  putKioskSession(json: string | null): void;
  putMeta(key: string, value: string): void;
  /** Appends an operation to the outbox with the next sequence number. */
  enqueue(operation: Operation, occurredAt: UnixMs): void;
  /** Appends to the SHA-256 chain. */
  audit(event: AuditEvent): void;
}

/**
 * The station's database (`station.db`). A command is one `commit`: its changes, its outbox operation and its audit entry
 * are durable together when it returns, or none of them is.
 */
export interface StationStore {
  readonly read: StoreReader;
  /**
   * Runs `work` in one immediate transaction. A failure returned by `work` rolls everything back and is handed on; a failure
   * of the disk rolls back, marks the store as failed and comes back as `storage`. A bug thrown by `work` rolls back and is thrown.
   * On a full disk `work` may run a second time, after room was made: it must do nothing but use its `tx`, and answer the same.
   */
  commit<T, E>(work: (tx: StoreWriter) => Result<T, E>): Result<T, E | StorageFailure>;
  /** `failed` after any I/O error or corruption: stop opening doors. `full` when the disk was full: collections go on. */
  readonly health: 'ok' | 'full' | 'failed';
  /**
   * How much room is left on the disk (rule R-07). `low`: nothing new is taken in (no load, no return, no order), collections go on.
   * `critical`: the screens ask people to call staff, too.
   */
  readonly space: StorageSpace;
  /** Tells that something was enqueued, after its commit. */
  onEnqueued(listener: () => void): () => void;
  /** Tells that rows of a bucket came from the hub, after they were stored: for what cannot wait until everything has come. */
  onPulled(listener: (bucket: string) => void): () => void;
  /** Tells that `space` is another than it was. */
  onSpace(listener: () => void): () => void;
  close(): void;
}
