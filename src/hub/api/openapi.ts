import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { operation } from '../../contract/events/operations.ts';
import { keyBundle, signedBundle } from '../../contract/hub/keys.ts';
import { operatorCommand, operatorParcel, operatorRefund } from '../../contract/hub/operator.ts';
import { phoneOrder, phoneSecondCode } from '../../contract/hub/phone.ts';
import { courierRecord, helpCallRow, parcelDirective, returnPermit, revokedPass, signedCommand } from '../../contract/hub/silo.ts';
import {
  blankPass,
  enrolRequest,
  enrolResponse,
  hubProblem,
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
          'What stations, the pages behind order links and head office say to the hub. The values of bucket rows are BlankPass, CourierRecord, HelpCall, OrderSummary, ParcelDirective, Product, ReturnPermit, RevokedPass, SignedCommand, SignedBundle (whose body is the JSON text of a KeyBundle), StaffMember, StationConfig and Stock; the body of an operation is the JSON text of an Operation.',
      },
      components: {
        securitySchemes: {
          operatorToken: {
            type: 'http',
            scheme: 'bearer',
            description: 'The token that the hub made for an operator (`--operator ID`); it lives for 90 days.',
          },
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
    KeyBundle: keyBundle,
    SignedBundle: signedBundle,
    PhoneOrder: phoneOrder,
    PhoneSecondCode: phoneSecondCode,
    CourierRecord: courierRecord,
    HelpCall: helpCallRow,
    OperatorCommand: operatorCommand,
    OperatorParcel: operatorParcel,
    OperatorRefund: operatorRefund,
    ParcelDirective: parcelDirective,
    ReturnPermit: returnPermit,
    RevokedPass: revokedPass,
    SignedCommand: signedCommand,
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
