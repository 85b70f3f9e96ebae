import type { Result } from '../../src/kernel/result.ts';
import { floorIntents } from './floor-intents.ts';
import type { StationClient } from './link.ts';

/** The station did not answer: no connection, or no reply in time. What was asked may or may not have happened. */
export interface Unreachable {
  readonly kind: 'unreachable';
}

/** A failed result that says so. */
export interface UnreachableResult {
  readonly ok: false;
  readonly error: Unreachable;
}

/** Runs one procedure on the living link, if there is one. */
export type CallStation = <O>(run: (client: StationClient, signal: AbortSignal) => Promise<O>) => Promise<Result<O, Unreachable>>;

/** Everything a screen may ask. Nothing here rejects: a broken link is the error `unreachable`. */
export type StationIntents = ReturnType<typeof intentsOver>;

/** The contract's procedures over a way to call. Each answers with its own result widened by `unreachable`. */
export function intentsOver(call: CallStation) {
  /** A procedure that already answers with a result: the two kinds of failure become one union. */
  async function flat<O extends { readonly ok: boolean }>(run: (client: StationClient, signal: AbortSignal) => Promise<O>): Promise<O | UnreachableResult> {
    const outcome = await call(run);
    return outcome.ok ? outcome.value : outcome;
  }
  type In<G extends keyof StationClient, P extends keyof StationClient[G]> = StationClient[G][P] extends (input: infer I, ...rest: never[]) => unknown
    ? I
    : never;
  return {
    catalogue: {
      search: (input: In<'catalogue', 'search'>) => call((c, signal) => c.catalogue.search(input, { signal })),
      categories: () => call((c, signal) => c.catalogue.categories({}, { signal })),
      product: (input: In<'catalogue', 'product'>) => flat((c, signal) => c.catalogue.product(input, { signal })),
    },
    kiosk: {
      start: (input: In<'kiosk', 'start'>) => flat((c, signal) => c.kiosk.start(input, { signal })),
      touch: () => flat((c, signal) => c.kiosk.touch({}, { signal })),
      extend: () => flat((c, signal) => c.kiosk.extend({}, { signal })),
      add: (input: In<'kiosk', 'add'>) => flat((c, signal) => c.kiosk.add(input, { signal })),
      setQuantity: (input: In<'kiosk', 'setQuantity'>) => flat((c, signal) => c.kiosk.setQuantity(input, { signal })),
      setFulfilment: (input: In<'kiosk', 'setFulfilment'>) => flat((c, signal) => c.kiosk.setFulfilment(input, { signal })),
      setContact: (input: In<'kiosk', 'setContact'>) => flat((c, signal) => c.kiosk.setContact(input, { signal })),
      place: () => flat((c, signal) => c.kiosk.place({}, { signal })),
      print: () => flat((c, signal) => c.kiosk.print({}, { signal })),
      end: () => flat((c, signal) => c.kiosk.end({}, { signal })),
    },
    silo: {
      scan: (input: In<'silo', 'scan'>) => flat((c, signal) => c.silo.scan(input, { signal })),
      enterPin: (input: In<'silo', 'enterPin'>) => flat((c, signal) => c.silo.enterPin(input, { signal })),
      confirmPin: (input: In<'silo', 'confirmPin'>) => flat((c, signal) => c.silo.confirmPin(input, { signal })),
      retry: () => flat((c, signal) => c.silo.retry({}, { signal })),
      openNext: () => flat((c, signal) => c.silo.openNext({}, { signal })),
      reopen: (input: In<'silo', 'reopen'>) => flat((c, signal) => c.silo.reopen(input, { signal })),
      report: (input: In<'silo', 'report'>) => flat((c, signal) => c.silo.report(input, { signal })),
      extend: () => flat((c, signal) => c.silo.extend({}, { signal })),
      dismiss: () => flat((c, signal) => c.silo.dismiss({}, { signal })),
    },
    returns: {
      begin: () => flat((c, signal) => c.returns.begin({}, { signal })),
      enterPin: (input: In<'returns', 'enterPin'>) => flat((c, signal) => c.returns.enterPin(input, { signal })),
      chooseOrder: (input: In<'returns', 'chooseOrder'>) => flat((c, signal) => c.returns.chooseOrder(input, { signal })),
      setQuantity: (input: In<'returns', 'setQuantity'>) => flat((c, signal) => c.returns.setQuantity(input, { signal })),
      setReason: (input: In<'returns', 'setReason'>) => flat((c, signal) => c.returns.setReason(input, { signal })),
      setPieces: (input: In<'returns', 'setPieces'>) => flat((c, signal) => c.returns.setPieces(input, { signal })),
      next: () => flat((c, signal) => c.returns.next({}, { signal })),
      back: () => flat((c, signal) => c.returns.back({}, { signal })),
      setSize: (input: In<'returns', 'setSize'>) => flat((c, signal) => c.returns.setSize(input, { signal })),
      setEmail: (input: In<'returns', 'setEmail'>) => flat((c, signal) => c.returns.setEmail(input, { signal })),
      open: (input: In<'returns', 'open'>) => flat((c, signal) => c.returns.open(input, { signal })),
      retry: () => flat((c, signal) => c.returns.retry({}, { signal })),
      change: () => flat((c, signal) => c.returns.change({}, { signal })),
      answer: (input: In<'returns', 'answer'>) => flat((c, signal) => c.returns.answer(input, { signal })),
      print: () => flat((c, signal) => c.returns.print({}, { signal })),
      extend: () => flat((c, signal) => c.returns.extend({}, { signal })),
      end: () => flat((c, signal) => c.returns.end({}, { signal })),
    },
    staff: {
      signIn: (input: In<'staff', 'signIn'>) => flat((c, signal) => c.staff.signIn(input, { signal })),
      signOut: () => flat((c, signal) => c.staff.signOut({}, { signal })),
      touch: () => flat((c, signal) => c.staff.touch({}, { signal })),
      findOrder: (input: In<'staff', 'findOrder'>) => flat((c, signal) => c.staff.findOrder(input, { signal })),
      takePayment: (input: In<'staff', 'takePayment'>) => flat((c, signal) => c.staff.takePayment(input, { signal })),
      ordersToPrepare: () => flat((c, signal) => c.staff.ordersToPrepare({}, { signal })),
      ...floorIntents(flat),
      beginCheck: (input: In<'staff', 'beginCheck'>) => flat((c, signal) => c.staff.beginCheck(input, { signal })),
      retryCheck: () => flat((c, signal) => c.staff.retryCheck({}, { signal })),
      answerCheck: (input: In<'staff', 'answerCheck'>) => flat((c, signal) => c.staff.answerCheck(input, { signal })),
      closeCheck: () => flat((c, signal) => c.staff.closeCheck({}, { signal })),
      printSlip: () => flat((c, signal) => c.staff.printSlip({}, { signal })),
      status: () => flat((c, signal) => c.staff.status({}, { signal })),
    },
    help: {
      call: (input: In<'help', 'call'>) => flat((c, signal) => c.help.call(input, { signal })),
      takeBack: (input: In<'help', 'takeBack'>) => flat((c, signal) => c.help.takeBack(input, { signal })),
      answer: (input: In<'help', 'answer'>) => flat((c, signal) => c.help.answer(input, { signal })),
      end: (input: In<'help', 'end'>) => flat((c, signal) => c.help.end(input, { signal })),
    },
    service: {
      testDoor: (input: In<'service', 'testDoor'>) => flat((c, signal) => c.service.testDoor(input, { signal })),
      takeOut: (input: In<'service', 'takeOut'>) => flat((c, signal) => c.service.takeOut(input, { signal })),
      bringBack: (input: In<'service', 'bringBack'>) => flat((c, signal) => c.service.bringBack(input, { signal })),
      beginSwap: (input: In<'service', 'beginSwap'>) => flat((c, signal) => c.service.beginSwap(input, { signal })),
      finishSwap: (input: In<'service', 'finishSwap'>) => flat((c, signal) => c.service.finishSwap(input, { signal })),
      beginWiring: () => flat((c, signal) => c.service.beginWiring({}, { signal })),
      sawDoor: (input: In<'service', 'sawDoor'>) => flat((c, signal) => c.service.sawDoor(input, { signal })),
      nextDoor: () => flat((c, signal) => c.service.nextDoor({}, { signal })),
      endWiring: () => flat((c, signal) => c.service.endWiring({}, { signal })),
      exportTargets: () => flat((c, signal) => c.service.exportTargets({}, { signal })),
      exportAudit: (input: In<'service', 'exportAudit'>) => flat((c, signal) => c.service.exportAudit(input, { signal })),
      backups: () => flat((c, signal) => c.service.backups({}, { signal })),
      restore: (input: In<'service', 'restore'>) => flat((c, signal) => c.service.restore(input, { signal })),
    },
  };
}
