import type { Migration } from '../migrate.ts';
import { first } from './0010-first.ts';
import { silo } from './0020-silo.ts';
import { keys } from './0030-keys.ts';
import { settled } from './0040-settled.ts';
import { collectedPins } from './0050-collected-pins.ts';
import { onlinePayments } from './0051-online-payments.ts';
import { ways } from './0060-ways.ts';
import { loyalty } from './0064-loyalty.ts';
import { payLinks } from './0068-pay-links.ts';
import { orderHolds } from './0069-order-holds.ts';
import { afterSale } from './0070-after-sale.ts';
import { goodsBySku } from './0074-goods-by-sku.ts';
import { feedMedia } from './0075-feed-media.ts';
import { stock } from './0076-stock.ts';
import { providerRefunds } from './0077-provider-refunds.ts';
import { languages } from './0079-languages.ts';
import { staffDiscounts } from './0080-staff-discounts.ts';
import { helpQueue } from './0083-help-queue.ts';
import { shifts } from './0084-shifts.ts';
import { toldStations } from './0087-told-stations.ts';
import { operationsStandAlone } from './0091-operations-stand-alone.ts';
import { backCap } from './0092-back-cap.ts';
import { rejectedPieces } from './0093-rejected-pieces.ts';
import { phoneOrders } from './0096-phone-orders.ts';
import { tillGiven } from './0097-till-given.ts';

/** Every migration, in order. */
export const migrations: readonly Migration[] = [
  first,
  silo,
  keys,
  settled,
  collectedPins,
  onlinePayments,
  ways,
  loyalty,
  payLinks,
  orderHolds,
  afterSale,
  goodsBySku,
  feedMedia,
  stock,
  providerRefunds,
  languages,
  staffDiscounts,
  helpQueue,
  shifts,
  toldStations,
  operationsStandAlone,
  backCap,
  rejectedPieces,
  phoneOrders,
  tillGiven,
];
