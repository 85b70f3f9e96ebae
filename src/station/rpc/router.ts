import { implement } from '@orpc/server';
import { stationContract } from '../../contract/station/contract.ts';
import type { StationIntents } from '../ports/intents.ts';
import type { Screens } from '../ports/screens.ts';
import { readingsFor } from './readings.ts';
import { watch } from './watch.ts';

const contract = implement(stationContract);

/** The contract's procedures over a station's intents and screens. Inputs and outputs are checked against the contract. */
export function createStationRouter(intents: StationIntents, screens: Screens) {
  return contract.router({
    catalogue: catalogueRoutes(intents.catalogue),
    kiosk: kioskRoutes(intents.kiosk, screens),
    benefits: benefitRoutes(intents.benefits),
    orders: orderRoutes(intents.orders),
    silo: siloRoutes(intents.silo, screens),
    returns: returnsRoutes(intents.returns),
    staff: staffRoutes(intents.staff, screens),
    assist: assistRoutes(intents.assist),
    desk: deskRoutes(intents.desk),
    help: helpRoutes(intents.help),
    service: serviceRoutes(intents.service),
    speech: {
      watch: contract.speech.watch.handler(({ signal }) => watch(screens.speech, signal)),
      say: contract.speech.say.handler(({ input, signal }) => intents.speech.say(input, signal)),
    },
    reader: { watch: contract.reader.watch.handler(({ signal }) => readingsFor(screens.readings, signal)) },
  });
}

function catalogueRoutes(intents: StationIntents['catalogue']) {
  const { catalogue } = contract;
  return {
    search: catalogue.search.handler(({ input }) => intents.search(input)),
    facets: catalogue.facets.handler(({ input }) => intents.facets(input)),
    scan: catalogue.scan.handler(({ input }) => intents.scan(input)),
    categories: catalogue.categories.handler(({ input }) => intents.categories(input)),
    product: catalogue.product.handler(({ input }) => intents.product(input)),
    similar: catalogue.similar.handler(({ input }) => intents.similar(input)),
  };
}

function kioskRoutes(intents: StationIntents['kiosk'], screens: Screens) {
  const { kiosk } = contract;
  return {
    watch: kiosk.watch.handler(({ signal }) => watch(screens.kiosk, signal)),
    start: kiosk.start.handler(({ input }) => intents.start(input)),
    touch: kiosk.touch.handler(({ input }) => intents.touch(input)),
    extend: kiosk.extend.handler(({ input }) => intents.extend(input)),
    setLimit: kiosk.setLimit.handler(({ input }) => intents.setLimit(input)),
    add: kiosk.add.handler(({ input }) => intents.add(input)),
    setQuantity: kiosk.setQuantity.handler(({ input }) => intents.setQuantity(input)),
    setFulfilment: kiosk.setFulfilment.handler(({ input }) => intents.setFulfilment(input)),
    setWay: kiosk.setWay.handler(({ input }) => intents.setWay(input)),
    takeKnownAddress: kiosk.takeKnownAddress.handler(() => intents.takeKnownAddress({})),
    setShipTo: kiosk.setShipTo.handler(({ input }) => intents.setShipTo(input)),
    setContact: kiosk.setContact.handler(({ input }) => intents.setContact(input)),
    place: kiosk.place.handler(({ input }) => intents.place(input)),
    print: kiosk.print.handler(({ input }) => intents.print(input)),
    bagCode: kiosk.bagCode.handler(({ input }) => intents.bagCode(input)),
    takeBag: kiosk.takeBag.handler(({ input }) => intents.takeBag(input)),
    end: kiosk.end.handler(({ input }) => intents.end(input)),
  };
}

function assistRoutes(intents: StationIntents['assist']) {
  const { assist } = contract;
  return {
    begin: assist.begin.handler(({ input }) => intents.begin(input)),
    giveBack: assist.giveBack.handler(() => intents.giveBack({})),
    discount: assist.discount.handler(({ input }) => intents.discount(input)),
    undiscount: assist.undiscount.handler(({ input }) => intents.undiscount(input)),
    customer: assist.customer.handler(({ input }) => intents.customer(input)),
    note: assist.note.handler(({ input }) => intents.note(input)),
    eraseNote: assist.eraseNote.handler(({ input }) => intents.eraseNote(input)),
    undoAtTill: assist.undoAtTill.handler(({ input }) => intents.undoAtTill(input)),
  };
}

function benefitRoutes(intents: StationIntents['benefits']) {
  const { benefits } = contract;
  return {
    enterCode: benefits.enterCode.handler(({ input }) => intents.enterCode(input)),
    dropCoupon: benefits.dropCoupon.handler(({ input }) => intents.dropCoupon(input)),
    forgetMember: benefits.forgetMember.handler(({ input }) => intents.forgetMember(input)),
    spendPoints: benefits.spendPoints.handler(({ input }) => intents.spendPoints(input)),
    setGift: benefits.setGift.handler(({ input }) => intents.setGift(input)),
    setConsents: benefits.setConsents.handler(({ input }) => intents.setConsents(input)),
    signUp: benefits.signUp.handler(({ input }) => intents.signUp(input)),
    atTill: benefits.atTill.handler(({ input }) => intents.atTill(input)),
    pointsAtTill: benefits.pointsAtTill.handler(({ input }) => intents.pointsAtTill(input)),
  };
}

function orderRoutes(intents: StationIntents['orders']) {
  const { orders } = contract;
  return {
    find: orders.find.handler(({ input }) => intents.find(input)),
    scan: orders.scan.handler(({ input }) => intents.scan(input)),
    withdraw: orders.withdraw.handler(({ input }) => intents.withdraw(input)),
    claim: orders.claim.handler(({ input }) => intents.claim(input)),
    resend: orders.resend.handler(({ input }) => intents.resend(input)),
    print: orders.print.handler(({ input }) => intents.print(input)),
    goOn: orders.goOn.handler(({ input }) => intents.goOn(input)),
    close: orders.close.handler(({ input }) => intents.close(input)),
  };
}

function siloRoutes(intents: StationIntents['silo'], screens: Screens) {
  const { silo } = contract;
  return {
    watch: silo.watch.handler(({ signal }) => watch(screens.silo, signal)),
    scan: silo.scan.handler(({ input }) => intents.scan(input)),
    enterPin: silo.enterPin.handler(({ input }) => intents.enterPin(input)),
    confirmPin: silo.confirmPin.handler(({ input }) => intents.confirmPin(input)),
    retry: silo.retry.handler(({ input }) => intents.retry(input)),
    openNext: silo.openNext.handler(({ input }) => intents.openNext(input)),
    reopen: silo.reopen.handler(({ input }) => intents.reopen(input)),
    report: silo.report.handler(({ input }) => intents.report(input)),
    extend: silo.extend.handler(({ input }) => intents.extend(input)),
    dismiss: silo.dismiss.handler(({ input }) => intents.dismiss(input)),
  };
}

function returnsRoutes(intents: StationIntents['returns']) {
  const { returns } = contract;
  return {
    begin: returns.begin.handler(() => intents.begin({})),
    enterPin: returns.enterPin.handler(({ input }) => intents.enterPin(input)),
    chooseOrder: returns.chooseOrder.handler(({ input }) => intents.chooseOrder(input)),
    setQuantity: returns.setQuantity.handler(({ input }) => intents.setQuantity(input)),
    setReason: returns.setReason.handler(({ input }) => intents.setReason(input)),
    setPieces: returns.setPieces.handler(({ input }) => intents.setPieces(input)),
    next: returns.next.handler(() => intents.next({})),
    back: returns.back.handler(() => intents.back({})),
    setSize: returns.setSize.handler(({ input }) => intents.setSize(input)),
    setEmail: returns.setEmail.handler(({ input }) => intents.setEmail(input)),
    open: returns.open.handler(({ input }) => intents.open(input)),
    retry: returns.retry.handler(() => intents.retry({})),
    change: returns.change.handler(() => intents.change({})),
    answer: returns.answer.handler(({ input }) => intents.answer(input)),
    print: returns.print.handler(() => intents.print({})),
    extend: returns.extend.handler(() => intents.extend({})),
    end: returns.end.handler(() => intents.end({})),
  };
}

function staffRoutes(intents: StationIntents['staff'], screens: Screens) {
  const { staff } = contract;
  return {
    watch: staff.watch.handler(({ signal }) => watch(screens.staff, signal)),
    signIn: staff.signIn.handler(({ input }) => intents.signIn(input)),
    signOut: staff.signOut.handler(({ input }) => intents.signOut(input)),
    touch: staff.touch.handler(({ input }) => intents.touch(input)),
    findOrder: staff.findOrder.handler(({ input }) => intents.findOrder(input)),
    takePayment: staff.takePayment.handler(({ input }) => intents.takePayment(input)),
    toDo: staff.toDo.handler(({ input }) => intents.toDo(input)),
    deskOrders: staff.deskOrders.handler(({ input }) => intents.deskOrders(input)),
    shortOrders: staff.shortOrders.handler(({ input }) => intents.shortOrders(input)),
    deskReady: staff.deskReady.handler(({ input }) => intents.deskReady(input)),
    handOver: staff.handOver.handler(({ input }) => intents.handOver(input)),
    ordersToPrepare: staff.ordersToPrepare.handler(({ input }) => intents.ordersToPrepare(input)),
    beginLoad: staff.beginLoad.handler(({ input }) => intents.beginLoad(input)),
    scanParcel: staff.scanParcel.handler(({ input }) => intents.scanParcel(input)),
    retryLoad: staff.retryLoad.handler(({ input }) => intents.retryLoad(input)),
    answerLoad: staff.answerLoad.handler(({ input }) => intents.answerLoad(input)),
    loadElsewhere: staff.loadElsewhere.handler(({ input }) => intents.loadElsewhere(input)),
    closeLoad: staff.closeLoad.handler(({ input }) => intents.closeLoad(input)),
    undoLoad: staff.undoLoad.handler(({ input }) => intents.undoLoad(input)),
    endLoadRound: staff.endLoadRound.handler(({ input }) => intents.endLoadRound(input)),
    printRound: staff.printRound.handler(({ input }) => intents.printRound(input)),
    recallList: staff.recallList.handler(({ input }) => intents.recallList(input)),
    startRecall: staff.startRecall.handler(({ input }) => intents.startRecall(input)),
    retryRecall: staff.retryRecall.handler(({ input }) => intents.retryRecall(input)),
    scanRecall: staff.scanRecall.handler(({ input }) => intents.scanRecall(input)),
    answerRecall: staff.answerRecall.handler(({ input }) => intents.answerRecall(input)),
    nextRecall: staff.nextRecall.handler(({ input }) => intents.nextRecall(input)),
    closeRecall: staff.closeRecall.handler(({ input }) => intents.closeRecall(input)),
    printRecall: staff.printRecall.handler(({ input }) => intents.printRecall(input)),
    courierPin: staff.courierPin.handler(({ input }) => intents.courierPin(input)),
    courierTouch: staff.courierTouch.handler(({ input }) => intents.courierTouch(input)),
    courierLeave: staff.courierLeave.handler(({ input }) => intents.courierLeave(input)),
    beginCheck: staff.beginCheck.handler(({ input }) => intents.beginCheck(input)),
    retryCheck: staff.retryCheck.handler(({ input }) => intents.retryCheck(input)),
    answerCheck: staff.answerCheck.handler(({ input }) => intents.answerCheck(input)),
    closeCheck: staff.closeCheck.handler(({ input }) => intents.closeCheck(input)),
    beginRound: staff.beginRound.handler(({ input }) => intents.beginRound(input)),
    openNextInRound: staff.openNextInRound.handler(({ input }) => intents.openNextInRound(input)),
    skipInRound: staff.skipInRound.handler(({ input }) => intents.skipInRound(input)),
    endRound: staff.endRound.handler(({ input }) => intents.endRound(input)),
    printSlip: staff.printSlip.handler(({ input }) => intents.printSlip(input)),
    status: staff.status.handler(({ input }) => intents.status(input)),
  };
}

function deskRoutes(intents: StationIntents['desk']) {
  const { desk } = contract;
  return {
    resend: desk.resend.handler(({ input }) => intents.resend(input)),
    reject: desk.reject.handler(({ input }) => intents.reject(input)),
    elsewhere: desk.elsewhere.handler(({ input }) => intents.elsewhere(input)),
    reroute: desk.reroute.handler(({ input }) => intents.reroute(input)),
    money: desk.money.handler(() => intents.money({})),
    settle: desk.settle.handler(({ input }) => intents.settle(input)),
    alarms: desk.alarms.handler(() => intents.alarms({})),
    shift: desk.shift.handler(() => intents.shift({})),
    closeShift: desk.closeShift.handler(({ input }) => intents.closeShift(input)),
    printShift: desk.printShift.handler(() => intents.printShift({})),
  };
}

function helpRoutes(intents: StationIntents['help']) {
  const { help } = contract;
  return {
    call: help.call.handler(({ input }) => intents.call(input)),
    takeBack: help.takeBack.handler(({ input }) => intents.takeBack(input)),
    answer: help.answer.handler(({ input }) => intents.answer(input)),
    end: help.end.handler(({ input }) => intents.end(input)),
  };
}

function serviceRoutes(intents: StationIntents['service']) {
  const { service } = contract;
  return {
    testDoor: service.testDoor.handler(({ input }) => intents.testDoor(input)),
    takeOut: service.takeOut.handler(({ input }) => intents.takeOut(input)),
    bringBack: service.bringBack.handler(({ input }) => intents.bringBack(input)),
    beginSwap: service.beginSwap.handler(({ input }) => intents.beginSwap(input)),
    finishSwap: service.finishSwap.handler(({ input }) => intents.finishSwap(input)),
    beginWiring: service.beginWiring.handler(({ input }) => intents.beginWiring(input)),
    sawDoor: service.sawDoor.handler(({ input }) => intents.sawDoor(input)),
    nextDoor: service.nextDoor.handler(({ input }) => intents.nextDoor(input)),
    endWiring: service.endWiring.handler(({ input }) => intents.endWiring(input)),
    exportTargets: service.exportTargets.handler(({ input }) => intents.exportTargets(input)),
    exportAudit: service.exportAudit.handler(({ input }) => intents.exportAudit(input)),
    backups: service.backups.handler(({ input }) => intents.backups(input)),
    restore: service.restore.handler(({ input }) => intents.restore(input)),
  };
}
