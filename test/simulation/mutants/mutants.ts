import type { PromiseName } from '../world/journal.ts';

/** A fault to be put into one file of the product: `find` has to stand there exactly once. */
export interface Mutant {
  readonly name: string;
  /** The promise that it breaks, as far as one can say beforehand. */
  readonly promise: PromiseName;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

const runner = 'src/station/app/doors/door-runner.ts';
const verify = 'src/contract/pass/verify.ts';
const bearer = 'src/station/app/silo/bearer.ts';
const collectBook = 'src/station/app/doors/collect-book.ts';

/** The faults that the simulation has to find, each of them one that somebody could make. */
export const mutants: readonly Mutant[] = [
  {
    name: 'pulse-before-commit',
    promise: 1,
    file: runner,
    find: '    const committed = store.commit<undefined, E>((tx) => {',
    replace: '    void doors.pulse(request.compartmentId, this.timings.pulseValidMs, generation);\n    const committed = store.commit<undefined, E>((tx) => {',
  },
  {
    name: 'act-before-commit',
    promise: 1,
    file: runner,
    find: '    if (!this.#commit(held.intent, step, event.at)) {',
    replace: '    this.#act(held, step.effects, event.at, generation);\n    if (!this.#commit(held.intent, step, event.at)) {',
  },
  {
    name: 'free-on-pulse',
    promise: 2,
    file: collectBook,
    find: "    if (entry.record.kind !== 'ended') return;",
    replace:
      "    if (entry.record.kind === 'attempt') return void changeCompartment(tx, entry.intent, { state: 'free-unverified', parcelId: null });\n    if (entry.record.kind !== 'ended') return;",
  },
  {
    name: 'code-dies-on-pulse',
    promise: 4,
    file: collectBook,
    find: "    if (entry.record.kind !== 'ended') return;",
    replace:
      "    if (entry.record.kind === 'attempt') return tx.putParcel({ ...parcelOf(tx, parcelIntent(entry.intent)), status: 'collected' });\n    if (entry.record.kind !== 'ended') return;",
  },
  {
    name: 'no-quarantine',
    promise: 1,
    file: 'src/core/compartments/door-timings.ts',
    find: 'quarantineMs: Math.max(timings.quarantineMs, latestPulseMs)',
    replace: 'quarantineMs: 0',
  },
  {
    name: 'assume-empty',
    promise: 3,
    file: collectBook,
    find: "{ state: 'free-unverified', parcelId: null, heldUntil: graceMs",
    replace: "{ state: 'free-verified', parcelId: null, heldUntil: graceMs",
  },
  { name: 'no-boot-reconciliation', promise: 'liveness', file: 'src/station/app/boot/boot.ts', find: '  runner.recover();\n', replace: '' },
  {
    name: 'recover-by-pulsing-again',
    promise: 1,
    file: 'src/core/compartments/door-step.ts',
    find: "      return moved({ ...carry(flow), kind: 'guarding', recovered: true, closedSince: null, openSince: null, reminders: 0 }, { kind: 'recovered' });",
    replace: '      return pulseAgain(carry(flow), timings);',
  },
  { name: 'skip-audit', promise: 6, file: 'src/station/app/doors/door-book.ts', find: '  tx.audit(doorAudit(entry));\n', replace: '' },
  {
    name: 'reuse-intent-id',
    promise: 'defect',
    file: runner,
    find: "uuidV7<'intent'>(clock.now(), random)",
    replace: "uuidV7<'intent'>(1, () => new Uint8Array(16))",
  },
  {
    name: 'opens-the-neighbour',
    promise: 5,
    file: 'src/station/app/silo/open-door.ts',
    find: '    purpose,\n    compartmentId,\n    parcelId,',
    replace:
      "    purpose,\n    compartmentId: store.read.compartments().find((row) => row.state === 'occupied' && row.compartmentId !== compartmentId)?.compartmentId ?? compartmentId,\n    parcelId,",
  },
  {
    name: 'unlock-the-next-lock',
    promise: 1,
    file: 'src/station/devices/lock-doors.ts',
    find: 'unlock({ address: place.address,',
    replace: 'unlock({ address: { board: place.address.board, lock: (place.address.lock + 1) % 6 },',
  },
  {
    name: 'outbox-without-transaction',
    promise: 7,
    file: 'src/station/store/database.ts',
    find: "    this.tables.outbox.append(uuidV7<'operation'>(clock.now(), random), operation, occurredAt);",
    replace: "    clock.after(1, () => this.tables.outbox.append(uuidV7<'operation'>(clock.now(), random), operation, occurredAt));",
  },
  {
    name: 'push-without-id',
    promise: 7,
    file: 'src/station/sync/push.ts',
    find: "rows.map(({ text }) => text).join(',')",
    replace: "rows.map(({ row }) => JSON.stringify({ ...row, operationId: uuidV7<'operation'>(parts.clock.now(), parts.random) })).join(',')",
  },
  {
    name: 'forget-before-durable',
    promise: 7,
    file: 'src/station/sync/push.ts',
    find: '    if (!answer.ok) {\n      size',
    replace: '    if (!answer.ok) {\n      if (store.settle(rows.at(-1)?.seq ?? 0, [], clock.now()).ok) size = 1;\n      size',
  },
  {
    name: 'acknowledge-before-commit',
    promise: 6,
    file: 'src/station/app/load/load.ts',
    find: "    if (!this.#answer(front, answer)) return err({ kind: 'storage' });",
    replace: '    this.#answer(front, answer);',
  },
  {
    name: 'commit-is-optional',
    promise: 6,
    file: runner,
    find: '    if (!this.#commit(held.intent, step, event.at)) {',
    replace: "    if (!this.#commit(held.intent, step, event.at) && event.kind !== 'answer') {",
  },
  {
    name: 'quarantine-forgets-unknown',
    promise: 3,
    file: 'src/core/compartments/door-step.ts',
    find: "  if (event.sensor === 'unknown') return moved({ ...flow, blind: true });\n  const guardMs",
    replace: "  if (event.sensor === 'unknown') return end({ ...flow, blind: false });\n  const guardMs",
  },
  {
    name: 'coil-without-rest',
    promise: 1,
    file: 'src/core/compartments/door-step.ts',
    find: '  if (next.looks < timings.looksPerPulse || mono - next.pulsedAt < waitMs) return moved(next);',
    replace: '  if (next.looks < 2 || waitMs < 0) return moved(next);',
  },
  {
    name: 'pulse-valid-for-ever',
    promise: 1,
    file: 'hardware/lockers/unlock-desk.ts',
    find: 'validForMs: request.validForMs > 0 ? Math.min(request.validForMs, longestValidityMs) : 0,',
    replace: 'validForMs: 600_000,',
  },
  {
    name: 'open-unpaid',
    promise: 8,
    file: 'src/station/app/load/loadable.ts',
    find: "  if (order.status === 'placed') return err({ kind: 'not-paid' });\n",
    replace: '',
  },
  {
    name: 'give-the-box-twice',
    promise: 3,
    file: 'src/station/app/check/check.ts',
    find: "  if (row.state === 'occupied' || row.state === 'pending' || isKept) return err({ kind: 'holds-parcel' });\n",
    replace: '',
  },
  {
    name: 'unanswered-load-is-empty',
    promise: 3,
    file: 'src/station/app/doors/load-book.ts',
    find: "      changeCompartment(tx, entry.intent, { state: 'suspect', needsCheck: true });\n      return markCompartment(tx, entry, 'not-empty', false);\n    default:",
    replace: "      changeCompartment(tx, entry.intent, { state: 'free-unverified', parcelId: null });\n      return;\n    default:",
  },
  {
    name: 'second-look-forgiven',
    promise: 3,
    file: 'src/core/compartments/door-step.ts',
    find: "  if (flow.answer === 'empty' && !wentUnseen(flow)) return 'verified';",
    replace: "  if (flow.answer !== 'not-empty') return 'verified';",
  },
  {
    name: 'accept-another-bank',
    promise: 5,
    file: verify,
    find: "  if (!isForBank(body, context.bank)) return err({ kind: 'R_BANK', bank: body.bank === 'any' ? ANY_BANK : body.bank });\n",
    replace: '',
  },
  {
    name: 'skip-signature',
    promise: 5,
    file: verify,
    find: "  if (!signatureHolds(read.value, key, context)) return err({ kind: 'R_SIG' });\n",
    replace: '',
  },
  { name: 'skip-expiry', promise: 5, file: verify, find: "  if (!isInTime(body, context)) return err({ kind: 'R_TIME' });\n", replace: '' },
  {
    name: 'skip-revocation',
    promise: 5,
    file: bearer,
    find: 'const isTakenBack = store.isRevoked(shown.passId) || store.isRevoked(passId);',
    replace: 'const isTakenBack = owner !== null && (store.isRevoked(shown.passId) || store.isRevoked(passId));',
  },
  {
    name: 'delegate-survives',
    promise: 5,
    file: bearer,
    find: 'const isTakenBack = store.isRevoked(shown.passId) || store.isRevoked(passId);',
    replace: 'const isTakenBack = store.isRevoked(passId);',
  },
  {
    name: 'skip-generation',
    promise: 5,
    file: bearer,
    find: 'isRevoked: isTakenBack || shown.generation < seenGeneration,',
    replace: 'isRevoked: isTakenBack,',
  },
  {
    name: 'pin-tries-in-memory-only',
    promise: 5,
    file: 'src/station/store/open.ts',
    find: '  const born = store.commit((tx) => {',
    replace: "  db.exec('DELETE FROM limiter');\n  const born = store.commit((tx) => {",
  },
  {
    name: 'second-person-not-asked',
    promise: 5,
    file: 'src/station/app/service/service.ts',
    find: '    const vouched = await this.#second(second);\n    if (!vouched.ok) return vouched;\n    // Badge',
    replace: "    const vouched = { ok: true, value: 'staff-2' as StaffId } as const;\n    // Badge",
  },
  {
    name: 'order-from-afar-replayed',
    promise: 1,
    file: 'src/station/store/tables/silo.ts',
    find: 'FROM remote_command WHERE outcome IS NULL ORDER BY',
    replace: 'FROM remote_command ORDER BY',
  },
  {
    name: 'pay-twice',
    promise: 8,
    file: 'src/station/app/till/till.ts',
    find: "    const order = tx.order(input.orderId as OrderId);\n    if (order === null) return err({ kind: 'unknown-order' });",
    replace:
      "    const known = tx.order(input.orderId as OrderId);\n    if (known === null) return err({ kind: 'unknown-order' });\n    const order = { ...known, status: 'placed' as const };",
  },
  {
    name: 'previous-shopper-stays',
    promise: 9,
    file: 'src/station/app/kiosk/session-keeper.ts',
    find: '    if (stored.ok || next.value === null) show(next.value);',
    replace: '    if (stored.ok || next.value === null) show(next.value ?? session);',
  },
];
