import { z } from 'zod';
import { model, picture, sizeGuide } from '../catalogue.ts';
import { photo } from '../media.ts';
import { bagWays, orderParts } from '../delivery.ts';
import { contact, fulfilment, orderExtras, orderLine, orderNumber, orderStatus, shipAddress, way } from '../orders.ts';
import { receiptDocument } from '../receipt.ts';
import { isoDate, locale, money, sizeClass, sku, text, unixMs, uuid } from '../schema.ts';
import { MAX_SLIDES, slide } from '../slides.ts';
import { staffRole } from '../staff.ts';
import { assistView } from './assist-views.ts';
import { sessionBenefits } from './benefit-views.ts';
import { orderView } from './order-views.ts';
import { helpRinging, helpView } from './help-views.ts';
import { lookView } from './look-views.ts';
import { leftDoor } from './left-door.ts';
import { courierSession, loadRound, loadTask, recallRound } from './load-views.ts';
import { phonePay } from './pay-views.ts';
import { stockNote } from './stock-views.ts';
import { storageStatus } from './storage-views.ts';
import { door, hubLink, place, printerState } from './place-views.ts';
import { doorService, serviceView } from './service-views.ts';
import { speechView } from './speech-contract.ts';

/** A line in the bag; `lineId` is stable while the bag lives. */
export const bagLine = z.strictObject({ lineId: text(40), ...orderLine.shape, hereQuantity: z.number().int() });

/** An order just placed at this kiosk, with what the shopper takes along. */
export const placedOrder = z.strictObject({
  orderId: uuid,
  number: orderNumber,
  status: orderStatus,
  total: money,
  fulfilment,
  /** Its lines with their ways, and what was promised; left out by stations that knew one way for all. */
  lines: z.array(orderLine).max(50).optional(),
  ...orderExtras,
  parts: orderParts.optional(),
  /** The text of the QR that the till scans. */
  tillCode: text(80),
  placedOffline: z.boolean(),
  /** What became of its pieces; left out: nobody counts them, or it is over. */
  stock: stockNote.optional(),
  /** Paying it on the shopper's phone; left out: it needs no money, or the station has no hub. */
  phone: phonePay.optional(),
  receipt: receiptDocument,
  /** The receipt without prices, where one was wanted. */
  giftReceipt: receiptDocument.optional(),
});

/** A shopper's session. `idle` counts down to its end; null while it must not run (an order being placed), and without a limit. */
export const kioskSession = z.strictObject({
  sessionId: uuid,
  locale,
  bag: z.array(bagLine).max(50),
  /** What would be paid: goods and ways, less discounts. */
  total: money,
  /** The goods alone. */
  goods: money.optional(),
  fulfilment: fulfilment.nullable(),
  /** Where what is sent goes; null before it was said. */
  shipTo: shipAddress.nullable().optional(),
  /** It is the address that the hub knows of the member, and shown only in part; left out: it was typed. */
  shipToKnown: z.boolean().optional(),
  /** The ways that the bag can go; left out while it is empty or an order already. */
  ways: bagWays.optional(),
  contact: contact.nullable(),
  /** Coupons, the member and consents; left out by stations that know none. */
  benefits: sessionBenefits.optional(),
  placed: placedOrder.nullable(),
  /** The order that they looked for; left out: none. */
  order: orderView.optional(),
  /** `noticeAt`: a line asks whether somebody is there; left out: no line does. `warnAt`: the warning stands over the screen. */
  idle: z.strictObject({ noticeAt: unixMs.optional(), warnAt: unixMs, endsAt: unixMs, extensionsLeft: z.number().int() }).nullable(),
  /** They switched the time limit off. The screen is covered from `coversAt` on, null while that must not happen; left out: there is a limit. */
  unlimited: z.strictObject({ coversAt: unixMs.nullable() }).optional(),
});
export type KioskSession = z.infer<typeof kioskSession>;

/** A slide of the shop's own on the screen that waits, from one moment to another; left out: from now on, and for ever. */
export const shownSlide = slide.omit({ from: true, until: true }).extend({ from: unixMs.optional(), until: unixMs.optional() });
export type ShownSlide = z.infer<typeof shownSlide>;

/** All that the kiosk's screens draw. */
export const kioskView = z.strictObject({
  at: unixMs,
  place,
  hub: hubLink,
  session: kioskSession.nullable(),
  /** The call for help that is open at this screen; left out: nobody calls. */
  help: helpView.optional(),
  /** Somebody of the staff stands beside the shopper; left out: nobody does. */
  assist: assistView.optional(),
  /** What the shop shows while nobody is here; left out: nothing of its own, or somebody is here. */
  slides: z.array(shownSlide).max(MAX_SLIDES).optional(),
});
export type KioskView = z.infer<typeof kioskView>;

/** A look into a compartment that holds no parcel on the books, so that it can be used again. */
export const checkState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('opening'), door }),
  z.strictObject({ kind: z.literal('open'), door, openedAt: unixMs }),
  /** The door is closed again: was it empty? */
  z.strictObject({ kind: z.literal('ask'), door }),
  z.strictObject({ kind: z.literal('did-not-open'), door, canRetry: z.boolean() }),
  z.strictObject({ kind: z.literal('checked'), door, isEmpty: z.boolean() }),
]);
export type CheckState = z.infer<typeof checkState>;

/** All that the staff screens draw. */
export const staffView = z.strictObject({
  at: unixMs,
  place,
  hub: hubLink,
  member: z.strictObject({ staffId: text(60), name: text(80), roles: z.array(staffRole), locksAt: unixMs }).nullable(),
  bank: z.array(door).max(500),
  /** The courier at work at this station's silo; never together with a member. */
  courier: courierSession.nullable(),
  load: loadTask.nullable(),
  /** What whoever is at work loaded since they began; null before the first parcel. */
  round: loadRound.nullable(),
  recall: recallRound.nullable(),
  check: checkState.nullable(),
  /** Does the shop take coupons or know members at all? Left out: no. */
  benefits: z.boolean().optional(),
  /** The countries that the shop sends to, its own first, for who is signed in; left out: it sends nothing. */
  countries: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .max(250)
    .optional(),
  /** Doors that whoever was at work left behind, while nobody is signed in; left out: none. */
  leftDoors: z.array(leftDoor).max(20).optional(),
  /** Compartments that want a look, for whoever is signed in at a station with a silo. */
  look: lookView.optional(),
  /** Calls for help that are open in this shop, also for who is not signed in; left out: none. */
  calls: z.array(helpRinging).max(20).optional(),
  /** What a technician has in hand, for a technician who is signed in. */
  service: serviceView.optional(),
});
export type StaffView = z.infer<typeof staffView>;

/** How much there is to do: orders to prepare, parts to hand over, orders that miss something, parcels to take out. Null: not for whoever asked. */
export const toDo = z.strictObject({
  toPrepare: z.number().int().min(0),
  toHand: z.number().int().min(0).nullable(),
  short: z.number().int().min(0).nullable(),
  toTakeOut: z.number().int().min(0),
});
export type ToDo = z.infer<typeof toDo>;

/** One door on the status page. */
export const doorStatus = z.strictObject({
  door,
  lock: z.enum(['open', 'closed', 'unknown']),
  state: z.enum(['free-verified', 'free-unverified', 'pending', 'occupied', 'suspect', 'out-of-service']),
  needsCheck: z.boolean(),
  /** For whoever repairs it; left out: not known. */
  service: doorService.optional(),
});

const busHealth = z.enum(['ok', 'silent', 'down']);
/** What is wrong with what does answer. `echo` is harmless: the adapter repeats what was sent. */
export const busTrouble = z.enum(['slow', 'checksum-errors', 'contradicting', 'echo']);

/** One bus on the status page, with its boards. `detail` is a sentence for a technician. */
export const busStatus = z.strictObject({
  name: text(20),
  family: text(40),
  health: busHealth,
  detail: text(300),
  troubles: z.array(busTrouble).max(10),
  boards: z.array(z.strictObject({ board: z.number().int(), health: busHealth, troubles: z.array(busTrouble).max(10) })).max(300),
});
export type BusStatus = z.infer<typeof busStatus>;

/** The keys that codes are checked with, as the status page tells of them. */
export const keysStatus = z.strictObject({
  /** The number of the bundle that is believed; null: none came yet. */
  bundle: z.number().int().nullable(),
  /** When head office signed that bundle, and when this station took it; null: not known. */
  issuedAt: unixMs.nullable(),
  takenAt: unixMs.nullable(),
  /** How many of its keys open doors with codes that are good now. */
  usable: z.number().int().min(0),
  /** The last bundle that was not believed since, and why, in a word of the program; null: none. */
  refused: z.strictObject({ at: unixMs, reason: text(60) }).nullable(),
  isUpdateWanted: z.boolean(),
  /** This station's id where it was enrolled before there was a root to pin: it believes no keys until it is enrolled again. Else left out. */
  mustEnrol: text(60).optional(),
});

const downtimeCause = z.enum(['doors', 'power', 'storage', 'hub']);
/** Times in which nobody could have collected: deadlines stand still in them. */
export const downtimeStatus = z.strictObject({
  /** What goes on now, the longest first. */
  now: z.array(z.strictObject({ cause: downtimeCause, since: unixMs })).max(10),
  /** The one that ended last; null: none in the last 30 days. */
  last: z.strictObject({ cause: downtimeCause, from: unixMs, to: unixMs }).nullable(),
});

/** The status page of a station. */
export const stationStatus = z.strictObject({
  at: unixMs,
  startedAt: unixMs,
  hub: hubLink,
  /** Empty where the station has no silo. */
  buses: z.array(busStatus).max(16),
  /** The scanner on the station's own port. */
  scanner: z.strictObject({ state: z.enum(['ok', 'down', 'none']), detail: text(300) }),
  printer: printerState,
  doors: z.array(doorStatus).max(500),
  queue: z.strictObject({ pending: z.number().int(), oldestAt: unixMs.nullable(), rejected: z.number().int() }),
  audit: z.strictObject({ entries: z.number().int(), head: text(64) }),
  storage: storageStatus.optional(),
  passes: z.strictObject({ blank: z.number().int() }),
  /** Since when the machine's clock has been in doubt; null: it is believed. */
  clock: z.strictObject({ suspectSince: unixMs.nullable() }).optional(),
  /** The keys that codes are checked with: their bundle's number (null: none came yet), and whether they ask for a newer program. */
  keys: keysStatus.optional(),
  /** When nobody could have collected, and deadlines stood still; left out: no silo. */
  downtime: downtimeStatus.optional(),
  /** Calls for help in the last 24 hours; `unanswered` ended without anybody having come. */
  calls: z.strictObject({ called: z.number().int(), answered: z.number().int(), unanswered: z.number().int(), longestMs: z.number().int() }).optional(),
  /** The languages that this station speaks, and its socket for headsets; left out: an older station. */
  voice: speechView.optional(),
  versions: z.strictObject({ station: text(40), schema: z.number().int(), node: text(40), sqlite: text(40) }),
});
export type StationStatus = z.infer<typeof stationStatus>;

/** A product in a list. */
export const productCard = z.strictObject({
  productId: text(80),
  title: text(200),
  brand: text(120),
  category: text(80),
  picture,
  priceFrom: money,
  priceTo: money,
  colours: z.array(z.string()).max(24),
  sizes: z.array(text(40)).max(40),
  /** Is at least one variant in stock in this shop? */
  here: z.boolean(),
  /** Its first photograph; left out: it has none. */
  photo: photo.optional(),
});
export type ProductCard = z.infer<typeof productCard>;

/** Where one SKU is, with the age of the figure. */
export const stockAt = z.strictObject({
  locationId: text(60),
  name: text(120),
  kind: z.enum(['here', 'shop', 'warehouse']),
  quantity: z.number().int(),
  asOf: unixMs,
});
export type StockAt = z.infer<typeof stockAt>;

/** A variant on the product page. `orderable` is true when any location has it. */
export const variantDetail = z.strictObject({
  sku,
  size: text(40).nullable(),
  colour: text(60).nullable(),
  colourHex: z.string().nullable(),
  price: money,
  compareAt: money.nullable(),
  stock: z.array(stockAt).max(200),
  orderable: z.boolean(),
  /** No longer made; left out: it is made as ever. */
  discontinued: z.boolean().optional(),
  /** The days between which it would be in this shop or at a door, the soonest way; left out: it is here, or nobody can say. */
  arrives: z.strictObject({ from: isoDate, until: isoDate }).optional(),
});
export type VariantDetail = z.infer<typeof variantDetail>;

/** The product page. */
export const productDetail = z.strictObject({
  productId: text(80),
  title: text(200),
  brand: text(120),
  category: text(80),
  description: text(4096),
  picture,
  variants: z.array(variantDetail).max(2000),
  photos: z.array(photo).max(12).optional(),
  model: model.optional(),
  sizeGuide: sizeGuide.optional(),
  /** The shop's own day, for "today" and "tomorrow" of what arrives. */
  today: isoDate.optional(),
  /** Where a phone shows the model in a room; left out: there is no model, or no hub that a phone could ask. */
  roomUrl: text(300).optional(),
});
export type ProductDetail = z.infer<typeof productDetail>;

/** An order as staff see it in a list or at the till. */
export const staffOrder = z.strictObject({
  orderId: uuid,
  number: orderNumber,
  status: orderStatus,
  placedAt: unixMs,
  lines: z.array(orderLine).max(50),
  total: money,
  fulfilmentKind: way,
  ...orderExtras,
  parts: orderParts.optional(),
  /** What became of its pieces; left out: nobody counts them, or it is over. */
  stock: stockNote.optional(),
  /** Its money was taken back: nothing of it may leave. Left out: no. */
  onHold: z.boolean().optional(),
  /** Somebody is just paying it on a phone. Left out: nobody that the hub has told of. */
  paying: z.boolean().optional(),
  /** The hub does not agree to what staff took off it. Left out: it does, or nothing was. */
  discountRefused: z.boolean().optional(),
  /** The smallest compartment size that the lines are expected to need. */
  size: sizeClass,
});
export type StaffOrder = z.infer<typeof staffOrder>;
