import type { Product, Stock } from '../../src/contract/catalogue.ts';
import { usualDeliveryRules } from '../../src/contract/hub/delivery.ts';
import type { HubLink } from '../../src/contract/station/place-views.ts';
import type { ReceiptDocument } from '../../src/contract/receipt.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { err } from '../../src/kernel/result.ts';
import { IDLE_RULE } from '../../src/core/sessions/idle.ts';
import type { KioskParts } from '../../src/station/app/kiosk/kiosk-parts.ts';
import { createListeners } from '../../src/station/app/listeners.ts';
import type { HubStatus } from '../../src/station/ports/hub.ts';
import type { PrintOutcome, SlipPrinter } from '../../src/station/ports/peripherals.ts';
import type { StationStore } from '../../src/station/ports/store.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { openTestCatalogue, testConfig } from './catalogue.ts';
import { verifyWithNode } from './ed25519.ts';
import { type ManualTime, manualTime } from './manual-time.ts';
import { countingRandom } from './store.ts';

/** Whose station it is. */
export const TEST_TENANT = '01900000-0000-7000-8000-0000000000aa' as TenantId;

/** A shirt: size M only in the warehouse, size S also here, size L nowhere, and one priced in dollars. */
export const shirt: Product = {
  productId: 'camisa',
  title: 'Camisa Oxford',
  brand: 'Brisal',
  category: 'Camisas',
  description: '',
  tags: [],
  picture: { kind: 'drawing', garment: 'shirt', colour: '#f7f5f0', pattern: 'plain' },
  published: true,
  variants: ['S', 'M', 'L', 'USD'].map((size) => ({
    sku: `CAM-${size}`,
    gtin: null,
    size,
    colour: 'Celeste',
    colourHex: '#9dbfe0',
    price: { minor: 2995, currency: size === 'USD' ? 'USD' : 'EUR' },
    compareAt: null,
    grams: 250,
  })),
};

/** A product that the shop withdrew. */
const withdrawn: Product = {
  ...shirt,
  productId: 'retirada',
  published: false,
  variants: shirt.variants.slice(0, 1).map((variant) => ({ ...variant, sku: 'RET-S' })),
};

const AS_OF = 1_780_000_000_000;
const figures: readonly Stock[] = [
  { sku: 'CAM-S', locationId: 'madrid', quantity: 2, asOf: AS_OF },
  { sku: 'CAM-S', locationId: 'almacen', quantity: 1, asOf: AS_OF },
  { sku: 'CAM-M', locationId: 'almacen', quantity: 5, asOf: AS_OF },
  { sku: 'CAM-L', locationId: 'madrid', quantity: 0, asOf: AS_OF },
  { sku: 'RET-S', locationId: 'madrid', quantity: 9, asOf: AS_OF },
  { sku: 'CAM-USD', locationId: 'madrid', quantity: 9, asOf: AS_OF },
];

/** A hub that is there or away as the test says. */
export interface TestHub extends HubStatus {
  set(state: HubLink['state']): void;
}

/** A printer that keeps what it printed; `outcome` is what it says next, and a test may make it wait. */
export interface TestPrinter extends SlipPrinter {
  readonly printed: ReceiptDocument[];
  outcome: PrintOutcome;
  wait: Promise<void>;
}

/** Everything around a kiosk but its store. */
export interface KioskWorld {
  readonly time: ManualTime;
  readonly hub: TestHub;
  readonly printer: TestPrinter;
  parts(store: StationStore, changes?: Partial<KioskParts>): KioskParts;
  close(): Promise<void>;
}

/** A shop with the real catalogue, a manual clock, and a hub that is online. */
export function kioskWorld(): KioskWorld {
  const time = manualTime();
  const hub = testHub(time);
  const printer = testPrinter();
  const catalogue = openTestCatalogue([shirt, withdrawn], figures);
  const random = countingRandom();
  return {
    time,
    hub,
    printer,
    parts: (store, changes = {}) => ({
      store,
      catalogue,
      hub,
      printer,
      phonePayments: null,
      memberAddresses: null,
      clock: time,
      trusted: { running: () => time.monotonic(), keepRunning: () => undefined },
      random,
      logger: silentLogger,
      idleRule: IDLE_RULE,
      verify: verifyWithNode,
      tenantId: () => TEST_TENANT,
      stationCode: 'K1',
      timeZone: 'Europe/Madrid',
      place: () => ({ storeName: testConfig.storeName, currency: testConfig.currency, stationKind: 'both', texts: true }),
      delivery: () => ({ rules: usualDeliveryRules, home: 'ES' }),
      phonePages: () => ({ baseUrl: testConfig.phoneBaseUrl, stationId: 'k1' }),
      hasSilo: () => true,
      assistant: () => null,
      ...changes,
    }),
    close: () => catalogue.close(),
  };
}

/** The same store, except that every commit fails as if the disk had. */
export function failingStore(store: StationStore): StationStore {
  return {
    read: store.read,
    commit: () => err({ kind: 'storage', detail: 'the disk is gone' }),
    health: 'failed',
    space: 'ok',
    onEnqueued: (listener) => store.onEnqueued(listener),
    onPulled: (listener) => store.onPulled(listener),
    onSpace: (listener) => store.onSpace(listener),
    close: () => {},
  };
}

function testHub(time: ManualTime): TestHub {
  const listeners = createListeners();
  let state: HubLink['state'] = 'online';
  return {
    current: () => ({ state, lastContactAt: time.now(), catalogueAsOf: AS_OF, pending: 0 }),
    onChange: (listener) => listeners.add(listener),
    set: (next) => {
      state = next;
      listeners.tell();
    },
  };
}

function testPrinter(): TestPrinter {
  const printer: TestPrinter = {
    printed: [],
    outcome: { kind: 'printed' },
    wait: Promise.resolve(),
    print: async (document) => {
      await printer.wait;
      if (printer.outcome.kind === 'printed') printer.printed.push(document);
      return printer.outcome;
    },
  };
  return printer;
}
