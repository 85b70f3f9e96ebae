import { z } from 'zod';
import {
  operatorAlarm,
  operatorCall,
  operatorCourier,
  operatorGivenBack,
  operatorParcel,
  operatorRefund,
  withdrawnOrder,
} from '../../../contract/hub/operator.ts';
import { operatorClaim, operatorWithdrawal } from '../../../contract/hub/operator-after.ts';
import { operatorDiscount } from '../../../contract/hub/discounts.ts';
import { operatorCoupon, operatorOveruse } from '../../../contract/hub/loyalty.ts';
import type { UnixMs } from '../../../kernel/clock.ts';
import type { Queryable } from '../../db/database.ts';
import { listGivenBack } from '../../domain/give-back.ts';
import { listCoupons, listOveruse } from '../../domain/loyalty-views.ts';
import { listDiscounts } from '../../domain/staff-discounts.ts';
import { listAlarms, listCalls, listCouriers, listParcels, listRefunds, listWithdrawn } from '../../domain/operator-views.ts';
import type { OperatorAuthentication } from '../operators.ts';
import type { ApiParts } from '../parts.ts';
import { problems, type Server } from '../server-types.ts';
import { listClaims, listWithdrawals } from './operator-after.ts';

/** How a list is made: of one tenant, as it is now. */
type ReadRows<Row extends z.ZodType> = (db: Queryable, tenantId: string, now: UnixMs) => Promise<z.infer<Row>[]>;

/** `GET /v1/operator/...`: what head office sees. A station or a kind of alarm of another tenant is a list without rows. */
export function addOperatorLists(server: Server, parts: ApiParts, auth: OperatorAuthentication): void {
  const addList = <Row extends z.ZodType>(name: string, summary: string, row: Row, read: ReadRows<Row>) => {
    server.route({
      method: 'GET',
      url: `/v1/operator/${name}`,
      schema: { summary, security: [{ operatorToken: [] }], response: { 200: z.strictObject({ rows: z.array(row).max(2000) }), ...problems } },
      onRequest: auth.with('look'),
      async handler(request) {
        const { tenantId } = auth.operatorOf(request);
        return { rows: await read(parts.db, tenantId, parts.clock.now()) };
      },
    });
  };
  addList('parcels', 'Every parcel that lies in a silo now', operatorParcel, (db, tenantId, now) => listParcels(db, tenantId, null, now));
  addList('withdrawn', 'Orders whose parcel was taken out: to prepare again or to pay back', withdrawnOrder, listWithdrawn);
  addList('refunds', 'Goods that came back, and what is to be paid for them', operatorRefund, listRefunds);
  addList('given-back', 'Money that goes back through the provider that took it; what waits for people first', operatorGivenBack, listGivenBack);
  addList('withdrawals', 'Who withdrew from what, and what is owed for it', operatorWithdrawal, listWithdrawals);
  addList('claims', 'Claims under the guarantee, and what was answered', operatorClaim, listClaims);
  addList('alarms', 'What people must look at, problems at doors included', operatorAlarm, (db, tenantId) => listAlarms(db, tenantId, null));
  addList('calls', 'Calls for help of the last week', operatorCall, listCalls);
  addList('overuse', 'Coupons and points that were used though they should not have been', operatorOveruse, listOveruse);
  addList('discounts', 'What staff took off prices, and what the hub does not agree to', operatorDiscount, listDiscounts);
  addList('coupons', 'Coupons and how often they were used', operatorCoupon, listCoupons);
  addList('couriers', 'Couriers and their rights', operatorCourier, listCouriers);
}
