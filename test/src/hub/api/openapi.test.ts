import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeApi, type TestApi } from '../support/api.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';

/** As much of OpenAPI 3.1 as the document uses, strictly: an unknown key is a mistake. */
const reference = z.strictObject({ $ref: z.string().regex(/^#\/components\/schemas\/[A-Za-z]+$/) });
const jsonSchema = z.record(z.string(), z.unknown());
const media = z.record(z.string().regex(/^[a-z*]+\/[a-z*+.-]+$/), z.strictObject({ schema: z.union([reference, jsonSchema]) }));
const operation = z.strictObject({
  summary: z.string().min(1),
  description: z.string().optional(),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  parameters: z.array(z.strictObject({ name: z.string(), in: z.enum(['path', 'query']), required: z.boolean(), schema: jsonSchema })).optional(),
  requestBody: z.strictObject({ required: z.literal(true), content: media }).optional(),
  responses: z.record(z.string().regex(/^(?:[1-5]\d\d|[45]XX|default)$/i), z.strictObject({ description: z.string(), content: media.optional() })),
});
const document = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d$/),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
  components: z.strictObject({ securitySchemes: z.record(z.string(), jsonSchema), schemas: z.record(z.string(), jsonSchema) }),
  paths: z.record(z.string().startsWith('/'), z.partialRecord(z.enum(['get', 'post', 'put', 'head']), operation)),
});

let engine: TestEngine;
let api: TestApi;
let served: z.infer<typeof document>;
let text: string;

beforeAll(async () => {
  engine = await pgliteEngine();
  api = await makeApi(engine.db);
  const answer = await api.plain('GET', '/openapi.json');
  text = JSON.stringify(answer.json);
  served = document.parse(answer.json);
});
afterAll(async () => {
  await api.close();
  await engine.close();
});

describe('the description of the API', () => {
  it('holds every route that the server has', () => {
    const described = Object.entries(served.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
    expect(described.filter((route) => !route.startsWith('HEAD')).sort()).toEqual([
      'GET /assets/{file}',
      'GET /b/{token}',
      'GET /health',
      'GET /m/{token}',
      'GET /media/{name}',
      'GET /openapi.json',
      'GET /p/c/{token}',
      'GET /p/d/{token}',
      'GET /p/m/{token}',
      'GET /p/pay/{token}',
      'GET /p/{token}',
      'GET /v1/consent/{token}',
      'GET /v1/member/{token}',
      'GET /v1/operator/alarms',
      'GET /v1/operator/calls',
      'GET /v1/operator/claims',
      'GET /v1/operator/commands/{commandId}',
      'GET /v1/operator/consents',
      'GET /v1/operator/coupons',
      'GET /v1/operator/couriers',
      'GET /v1/operator/discounts',
      'GET /v1/operator/given-back',
      'GET /v1/operator/money-back',
      'GET /v1/operator/overuse',
      'GET /v1/operator/parcels',
      'GET /v1/operator/refunds',
      'GET /v1/operator/shortages',
      'GET /v1/operator/slides',
      'GET /v1/operator/stock',
      'GET /v1/operator/withdrawals',
      'GET /v1/operator/withdrawn',
      'GET /v1/orders/{orderId}/payment',
      'GET /v1/phone/delegate/{token}',
      'GET /v1/phone/pay/{token}',
      'GET /v1/phone/{token}',
      'GET /v1/phone/{token}/payment',
      'GET /v1/pull',
      'GET /v1/snapshot',
      'GET /v1/snapshot/part',
      'GET /v1/wait',
      'POST /v1/assist/customer',
      'POST /v1/assist/note',
      'POST /v1/assist/note/erase',
      'POST /v1/consent/{token}/confirm',
      'POST /v1/consent/{token}/withdraw',
      'POST /v1/enrol',
      'POST /v1/member/{token}/leave',
      'POST /v1/member/{token}/new-code',
      'POST /v1/members/address',
      'POST /v1/operator/alarms/end',
      'POST /v1/operator/claims/{claimId}/answer',
      'POST /v1/operator/commands',
      'POST /v1/operator/couriers',
      'POST /v1/operator/couriers/{courierId}/revoke',
      'POST /v1/operator/discounts/{orderId}/settle',
      'POST /v1/operator/money-back/{moneyId}/settle',
      'POST /v1/operator/orders/{orderId}/dispatched',
      'POST /v1/operator/orders/{orderId}/release',
      'POST /v1/operator/overuse/{orderId}/settle',
      'POST /v1/operator/parcels/{parcelId}/recall',
      'POST /v1/operator/refunds/{parcelId}/settle',
      'POST /v1/operator/stock',
      'POST /v1/operator/withdrawals/{withdrawalId}/settle',
      'POST /v1/orders/find',
      'POST /v1/orders/{orderId}/resend',
      'POST /v1/payments/{tenant}/{way}/news',
      'POST /v1/phone/bag/{station}',
      'POST /v1/phone/bag/{station}/offer',
      'POST /v1/phone/bag/{station}/order',
      'POST /v1/phone/pay/{token}',
      'POST /v1/phone/{token}/claims',
      'POST /v1/phone/{token}/delegates',
      'POST /v1/phone/{token}/delegates/{number}/revoke',
      'POST /v1/phone/{token}/extend',
      'POST /v1/phone/{token}/payment',
      'POST /v1/phone/{token}/pin',
      'POST /v1/phone/{token}/resend',
      'POST /v1/phone/{token}/returns',
      'POST /v1/phone/{token}/returns/{number}/cancel',
      'POST /v1/phone/{token}/stock',
      'POST /v1/phone/{token}/withdraw',
      'POST /v1/push',
      'POST /v1/staff/alarms',
      'POST /v1/staff/money',
      'POST /v1/staff/money/settle',
      'POST /v1/staff/orders/{orderId}/reject',
      'POST /v1/staff/orders/{orderId}/reroute',
      'POST /v1/staff/orders/{orderId}/resend',
      'PUT /v1/operator/catalogue',
      'PUT /v1/operator/pictures',
      'PUT /v1/operator/slides',
    ]);
    for (const route of described) {
      const [method = '', path = ''] = route.split(' ');
      const url = path.replace(/\{(\w+)\}/g, ':$1');
      expect([route, api.server.hasRoute({ method: method as 'GET', url })]).toEqual([route, true]);
    }
    expect(api.server.printRoutes({ commonPrefix: false }).match(/\b(?:GET|POST|PUT)\b/g)?.length).toBe(
      described.filter((route) => !route.startsWith('HEAD')).length,
    );
  });

  it('refers only to schemas that it holds', () => {
    const names = [...text.matchAll(/#\/components\/schemas\/([A-Za-z]+)/g)].map((match) => match[1] ?? '');
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !(name in served.components.schemas))).toEqual([]);
  });

  it('tells which routes a station must sign', () => {
    const signed = Object.entries(served.paths).filter(([, methods]) =>
      (methods['get'] ?? methods['post'])?.security?.some((scheme) => 'stationSignature' in scheme),
    );
    expect(signed.map(([path]) => path).sort()).toEqual([
      '/v1/assist/customer',
      '/v1/assist/note',
      '/v1/assist/note/erase',
      '/v1/members/address',
      '/v1/orders/find',
      '/v1/orders/{orderId}/payment',
      '/v1/orders/{orderId}/resend',
      '/v1/pull',
      '/v1/push',
      '/v1/snapshot',
      '/v1/snapshot/part',
      '/v1/staff/alarms',
      '/v1/staff/money',
      '/v1/staff/money/settle',
      '/v1/staff/orders/{orderId}/reject',
      '/v1/staff/orders/{orderId}/reroute',
      '/v1/staff/orders/{orderId}/resend',
      '/v1/wait',
    ]);
    expect(served.components.securitySchemes).toHaveProperty('stationSignature');
  });

  it("tells which routes need an operator's token", () => {
    const held = Object.entries(served.paths).filter(([, methods]) =>
      Object.values(methods).every((method) => method.security?.some((scheme) => 'operatorToken' in scheme)),
    );
    expect(held.map(([path]) => path)).toEqual(Object.keys(served.paths).filter((path) => path.startsWith('/v1/operator/')));
    expect(served.components.securitySchemes).toHaveProperty('operatorToken');
  });

  it('describes the same limits that validate', () => {
    const push = served.components.schemas['PushRequestInput'] ?? served.components.schemas['PushRequest'];
    expect(JSON.stringify(push)).toContain('"maxItems":500');
    expect(JSON.stringify(served.paths['/v1/pull'])).toContain('"maximum":2000');
  });
});
