import { z } from 'zod';
import { type PhoneOrder, phoneOrder } from '../../../contract/hub/phone.ts';
import type { Queryable } from '../../db/database.ts';
import { findOrderByToken, type StoredOrder } from '../../db/orders.ts';
import { findPassOfParcel, findStoredParcel } from '../../db/parcels.ts';
import { str } from '../../db/rows.ts';
import type { ApiParts, Limiters } from '../parts.ts';
import { refuse } from '../problems.ts';
import { problems, type Server } from '../server-types.ts';

/** The token of an order's link: 128 bits, base64url. */
export const phoneToken = z.string().regex(/^[A-Za-z0-9_-]{22}$/);

/** `GET /v1/phone/{token}`: the order behind a link. The token is all the authority there is. */
export function addPhoneRoute(server: Server, parts: ApiParts, limiters: Limiters): void {
  server.route({
    method: 'GET',
    url: '/v1/phone/:token',
    schema: {
      summary: 'The order behind a link that its customer was sent',
      params: z.strictObject({ token: z.string().max(100) }),
      response: { 200: phoneOrder, ...problems },
    },
    async handler(request, reply) {
      const { token } = request.params;
      const wait = Math.max(limiters.phoneAddress(request.ip), limiters.phoneToken(token));
      if (wait > 0) return await refuse(reply.header('retry-after', wait), 'too-many', 'too many requests');
      const order = phoneToken.safeParse(token).success ? await findOrderByToken(parts.db, token) : null;
      if (order === null) return await refuse(reply, 'not-found', 'there is no such order');
      return await readPhoneOrder(parts.db, order);
    },
  });
}

/** What the page behind an order's link may show: the order, and the code while a parcel waits. No person's data. */
export async function readPhoneOrder(db: Queryable, order: StoredOrder): Promise<PhoneOrder> {
  const [store] = await db.query('SELECT name FROM stores WHERE tenant_id = $1 AND store_id = $2', [order.tenantId, order.storeId]);
  return {
    storeName: str(store, 'name'),
    number: order.number,
    status: order.status,
    placedAt: order.placedAt,
    lines: [...order.lines],
    total: order.total,
    fulfilmentKind: order.fulfilment.kind,
    locale: order.locale,
    collect: order.status === 'ready' ? await readCollect(db, order) : null,
  };
}

async function readCollect(db: Queryable, order: StoredOrder): Promise<PhoneOrder['collect']> {
  const parcel = await findStoredParcel(db, order.tenantId, order.orderId);
  if (parcel === null || parcel.doorNumber === null) return null;
  const pass = await findPassOfParcel(db, order.tenantId, parcel.parcelId);
  if (pass === null || pass.code === null || pass.pin === null) return null;
  const { code, shortCode, pin, expires } = pass;
  return { code, shortCode, pin, doorNumber: parcel.doorNumber, expiresAt: expires * 1000 };
}
