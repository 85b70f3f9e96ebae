import type { Operation } from '../../contract/events/operations.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { StoreReader, StoreWriter } from '../ports/store.ts';
import type { Tables } from './tables/tables.ts';

/** The reading half of the port over the tables. */
export function storeReader(tables: Tables): StoreReader {
  const { compartments, intents, parcels, passes, keys, orders, staff, small, silo, outbox, audit, collections, doorRecords } = tables;
  return {
    compartments: compartments.all,
    compartment: compartments.get,
    compartmentOfParcel: compartments.ofParcel,
    liveIntents: intents.live,
    intent: intents.get,
    parcel: parcels.get,
    parcelOfOrder: parcels.ofOrder,
    parcelOfPass: parcels.ofPass,
    parcelsOfPass: parcels.allOfPass,
    parcelsOfOrder: parcels.allOfOrder,
    parcelsInside: parcels.inside,
    ownerOfDelegate: passes.ownerOf,
    isRevoked: passes.isRevoked,
    courier: silo.courier,
    returnPermit: silo.returnPermit,
    returnDeposit: silo.deposit,
    depositsOfReturn: silo.depositsOfReturn,
    returnDraft: silo.draft,
    emptiedOfPass: collections.emptiedOfPass,
    emptiedBy: collections.emptiedBy,
    problemOf: collections.problemOf,
    problemsOfParcel: collections.problemsOfParcel,
    helpCall: silo.openCall,
    helpCallsSince: silo.callsSince,
    doorRecord: doorRecords.get,
    doorRecords: doorRecords.all,
    callsElsewhere: silo.callsElsewhere,
    downtimes: silo.downtimes,
    remoteOutcome: silo.remoteOutcome,
    pendingCommands: silo.pendingCommands,
    pass: passes.get,
    passByShortCode: passes.byShortCode,
    blankPasses: passes.blank,
    keyBundle: keys.bundle,
    totpStep: keys.totpStep,
    order: orders.get,
    orderByNumber: orders.byNumber,
    ordersToPrepare: orders.toPrepare,
    staffMember: staff.get,
    staffByBadgeHash: staff.byBadgeHash,
    staffByNumber: staff.byNumber,
    config: small.config,
    limiter: small.limiter,
    kioskSession: small.kioskSession,
    meta: small.meta,
    outboxSize: outbox.size,
    auditHead: audit.head,
  };
}

/** The writing half of the port; `enqueue` tells who is to know after the commit. */
export function storeWriter(tables: Tables, enqueue: (operation: Operation, occurredAt: UnixMs) => void): StoreWriter {
  const { compartments, intents, parcels, passes, keys, orders, small, silo, audit, collections, doorRecords } = tables;
  return {
    ...storeReader(tables),
    putCompartment: compartments.put,
    insertIntent: intents.insert,
    updateIntent: intents.update,
    endIntent: intents.end,
    putParcel: parcels.put,
    bindPass: passes.bind,
    unbindPass: passes.unbind,
    seePassGeneration: passes.seeGeneration,
    spendTotpStep: keys.spendTotpStep,
    dropKeyBundle: keys.dropBundle,
    putOrder: orders.put,
    putReturnDeposit: silo.putDeposit,
    putReturnDraft: silo.putDraft,
    dropReturnDraft: silo.dropDraft,
    putEmptied: collections.putEmptied,
    insertProblem: collections.insertProblem,
    putHelpCall: silo.putCall,
    putCallElsewhere: silo.putCallElsewhere,
    putDoorRecord: doorRecords.put,
    putDowntime: silo.putDowntime,
    putRemoteOutcome: silo.putRemoteOutcome,
    setOrderStatus: orders.setStatus,
    putLimiter: small.putLimiter,
    clearLimiter: small.clearLimiter,
    putKioskSession: small.putKioskSession,
    putMeta: small.putMeta,
    enqueue,
    audit: audit.append,
  };
}
