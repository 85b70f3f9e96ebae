import { z } from 'zod';
import {
  phoneBag,
  phoneBagAsk,
  phoneBagOffer,
  phoneBagOfferAsk,
  type PhoneBagOrderAsk,
  phoneBagOrderAsk,
  type PhoneBagOrdered,
  phoneBagOrdered,
} from '../../../contract/hub/phone-bag.ts';
import { type BagShop, findBagShop, readPhoneBag } from '../../domain/phone-bag.ts';
import { weighBag } from '../../domain/phone-bag-offer.ts';
import { orderFromPhone } from '../../domain/phone-bag-order.ts';
import type { ApiParts, Limiters } from '../parts.ts';
import { refuse } from '../problems.ts';
import { problems, type Server } from '../server-types.ts';
import { addPage } from './pages.ts';

/** The largest body, of fifty lines with the longest names, in bytes. */
const BODY_LIMIT = 32_768;

/**
 * `GET /b/{station}`, the page of a bag that a kiosk showed as a code, and `POST /v1/phone/bag/{station}`, what the shop says of its goods. The bag
 * itself stands in the address where no server sees it; what is asked here names goods and nobody, and nothing of it is kept until somebody orders it.
 */
export function addPhoneBagRoutes(server: Server, parts: ApiParts, limiters: Limiters): void {
  addPage(server, parts, limiters, { url: '/b/:token', summary: 'The page of a bag', isPage: (station) => stationName.safeParse(station).success });
  server.route({
    method: 'POST',
    url: '/v1/phone/bag/:station',
    bodyLimit: BODY_LIMIT,
    schema: {
      summary: 'What a shop says of the goods in a bag',
      params: z.strictObject({ station: z.string().max(100) }),
      body: phoneBagAsk,
      response: { 200: phoneBag, ...problems },
    },
    async handler(request, reply) {
      if (limiters.phoneAddress(request.ip) > 0) return await refuse(reply.header('retry-after', 5), 'too-many', 'too many requests');
      const bag = stationName.safeParse(request.params.station).success ? await readPhoneBag(parts.db, request.params.station, request.body.lines) : null;
      return bag ?? (await refuse(reply, 'not-found', 'there is no such shop'));
    },
  });
  server.route({
    method: 'POST',
    url: '/v1/phone/bag/:station/offer',
    bodyLimit: BODY_LIMIT,
    schema: {
      summary: 'What a bag would cost, and how it could go',
      description: 'A conflict where something in it is not sold any more.',
      params: stationParams,
      body: phoneBagOfferAsk,
      response: { 200: phoneBagOffer, ...problems },
    },
    async handler(request, reply) {
      const { lines, destination = null, coupons } = request.body;
      const wait = waitOf(limiters, request.ip, coupons);
      if (wait > 0) return await refuse(reply.header('retry-after', wait), 'too-many', 'too many requests');
      const shop = await findShop(parts, request.params.station);
      if (shop === null) return await refuse(reply, 'not-found', 'there is no such shop');
      const weighed = await weighBag(parts.db, shop, { lines, destination, coupons }, parts.clock.now());
      return weighed?.offer ?? (await refuse(reply, 'conflict', 'something in the bag is not sold any more'));
    },
  });
  server.route({
    method: 'POST',
    url: '/v1/phone/bag/:station/order',
    bodyLimit: BODY_LIMIT,
    schema: {
      summary: 'Order a bag, to be paid on the page of the order',
      description: 'Asked again with the same id it answers with the same order. `refused`: it is not as it was shown, and nothing was kept.',
      params: stationParams,
      body: phoneBagOrderAsk,
      response: { 200: phoneBagOrdered, ...problems },
    },
    async handler(request, reply) {
      const wait = waitOf(limiters, request.ip, request.body.coupons);
      if (wait > 0) return await refuse(reply.header('retry-after', wait), 'too-many', 'too many requests');
      const shop = await findShop(parts, request.params.station);
      if (shop === null) return await refuse(reply, 'not-found', 'there is no such shop');
      return await order(parts, shop, request.body);
    },
  });
}

/** How long whoever asks has to wait. Coupons could be guessed here: each counts as a guess. */
function waitOf(limiters: Limiters, ip: string, coupons: readonly string[]): number {
  return Math.max(limiters.actionAddress(ip), ...coupons.map(() => limiters.couponAddress(ip)));
}

async function findShop({ db }: ApiParts, station: string): Promise<BagShop | null> {
  return stationName.safeParse(station).success ? await findBagShop(db, station) : null;
}

async function order(parts: ApiParts, shop: BagShop, ask: PhoneBagOrderAsk): Promise<PhoneBagOrdered> {
  const at = parts.clock.now();
  const { phoneToken } = parts;
  const ordered = await parts.db.transaction((tx) => orderFromPhone({ tx, station: shop.station, at, phoneToken }, shop, ask, parts.random));
  if (!ordered.ok) return { outcome: 'refused', why: ordered.error.why };
  // Stock is settled right behind it, as behind a push; and what somebody reads on their screen must survive a power cut.
  parts.changed();
  await parts.intake.durable();
  return { outcome: 'placed', page: `/p/${ordered.value.phoneToken}` };
}

const stationParams = z.strictObject({ station: z.string().max(100) });
const stationName = z.string().min(1).max(60);
