import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { operation } from '../../contract/events/operations.ts';
import { phoneOrder } from '../../contract/hub/phone.ts';
import {
  blankPass,
  enrolRequest,
  enrolResponse,
  hubProblem,
  passKeyRecord,
  pullResponse,
  pushOutcome,
  pushRequest,
  pushResponse,
  stationConfig,
} from '../../contract/hub/sync.ts';
import { product, stock } from '../../contract/catalogue.ts';
import { orderSummary } from '../../contract/orders.ts';
import { staffMember } from '../../contract/staff.ts';

/** The settings of the OpenAPI 3.1 document, generated from the schemas that validate. */
export function openApiOptions(version: string): FastifyDynamicSwaggerOptions {
  const schemaRegistry = namedSchemas();
  return {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Pasillo hub',
        version,
        description:
          'What stations and the pages behind order links say to the hub. The values of bucket rows are BlankPass, OrderSummary, PassKey, Product, StaffMember, StationConfig and Stock; the body of an operation is the JSON text of an Operation.',
      },
      components: {
        securitySchemes: {
          stationSignature: {
            type: 'apiKey',
            in: 'header',
            name: 'Signature',
            description:
              'HTTP Message Signature (RFC 9421), ed25519, over "@method" "@target-uri" "content-digest" (RFC 9530, sha-256), with created, expires (300 s at most), nonce (once) and keyid (the station).',
          },
        },
      },
    },
    transform: createJsonSchemaTransform({ schemaRegistry }),
    transformObject: createJsonSchemaTransformObject({ schemaRegistry }),
  };
}

/** Schemas that get a name of their own in the document. */
function namedSchemas(): z.core.$ZodRegistry<{ id: string }> {
  const registry = z.registry<{ id: string }>();
  const named = {
    BlankPass: blankPass,
    EnrolRequest: enrolRequest,
    EnrolResponse: enrolResponse,
    HubProblem: hubProblem,
    Operation: operation,
    OrderSummary: orderSummary,
    PassKey: passKeyRecord,
    PhoneOrder: phoneOrder,
    Product: product,
    PullResponse: pullResponse,
    PushOutcome: pushOutcome,
    PushRequest: pushRequest,
    PushResponse: pushResponse,
    StaffMember: staffMember,
    StationConfig: stationConfig,
    Stock: stock,
  };
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  return registry;
}
