import { usualDeliveryRules } from '../contract/hub/delivery.ts';
import { mediaName } from '../contract/media.ts';
import { phoneRoot } from '../contract/phone-address.ts';
import { NO_FILTERS } from '../contract/station/catalogue-views.ts';
import type { ProductDetail, StaffView } from '../contract/station/views.ts';
import { shopTime } from '../core/promises/work-days.ts';
import { IDLE_RULE } from '../core/sessions/idle.ts';
import type { Clock } from '../kernel/clock.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { Logger } from '../kernel/logger.ts';
import type { RandomBytes } from '../kernel/random.ts';
import { withArrivals } from './app/kiosk/arrivals.ts';
import { createKiosk, type Kiosk } from './app/kiosk/kiosk.ts';
import type { KioskParts } from './app/kiosk/kiosk-parts.ts';
import { scanLabel } from './app/kiosk/scan-label.ts';
import type { TillBenefits } from './app/till/till-benefits.ts';
import type { Catalogue } from './ports/catalogue.ts';
import type { HubStatus } from './ports/hub.ts';
import type { StationIntents } from './ports/intents.ts';
import type { StationPrinter } from './ports/peripherals.ts';
import type { MemberAddresses } from './ports/member-addresses.ts';
import type { PhonePayments } from './ports/phone-payments.ts';
import type { Secrets } from './ports/secrets.ts';
import type { StationStore } from './ports/store.ts';
import { readIdentity } from './sync/identity.ts';

/** What the kiosk's side of a station stands on. */
export interface KioskSide {
  readonly store: StationStore;
  readonly catalogue: Catalogue;
  readonly hub: HubStatus;
  readonly printer: StationPrinter;
  readonly phonePayments: PhonePayments | null;
  readonly memberAddresses: MemberAddresses | null;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly logger: Logger;
  readonly timeZone: string;
  readonly stationKind: StaffView['place']['stationKind'];
  readonly demo: boolean;
  readonly shopHasSilo: boolean;
}

/** Creates the kiosk. */
export function assembleKiosk(base: KioskSide, { trusted, assistant }: Pick<KioskParts, 'trusted' | 'assistant'>): Kiosk {
  const { store, catalogue, hub, printer, phonePayments, memberAddresses, clock, random, logger, timeZone } = base;
  return createKiosk({
    ...{ store, catalogue, hub, printer, phonePayments, memberAddresses, clock, trusted, random, logger, timeZone },
    idleRule: IDLE_RULE,
    ...readsCodes(base),
    // The hub may enrol this station at any time.
    get stationCode() {
      return readIdentity(store.read)?.stationCode ?? UNENROLLED;
    },
    assistant,
    place: () => placeOf(base),
    delivery: () => deliveryOf(base),
    phonePages: () => phonePages(base),
    hasSilo: () => base.shopHasSilo,
  });
}

/** What members' codes are checked with. */
export function readsCodes({ store, secrets }: Pick<KioskSide, 'store' | 'secrets'>) {
  return { verify: secrets.verifyEd25519, tenantId: () => (readIdentity(store.read)?.tenantId ?? null) as TenantId | null };
}

/** Begins the order numbers of a station that the hub does not know yet. It has no catalogue either, so none is ever given. */
const UNENROLLED = '00';
/** Before the hub told: the shop has no name yet. */
const FIRST_CURRENCY = 'EUR';
/** The country of shops whose hub has not told theirs. */
export const HOME_COUNTRY = 'ES';

/** The ways of this shop as they are now, and its country. */
export function deliveryOf({ store }: Pick<KioskSide, 'store'>): ReturnType<KioskParts['delivery']> {
  const config = store.read.config();
  return { rules: config?.delivery ?? usualDeliveryRules, home: config?.country ?? HOME_COUNTRY };
}

/** What the page of a product shows of it besides the catalogue: when each size would be here, and where a phone shows it in a room. */
function productPage(base: KioskSide, product: ProductDetail): ProductDetail {
  const now = shopTime(base.clock.now(), base.timeZone);
  const arriving = withArrivals(product, { ...deliveryOf(base), now, destination: null, hasSilo: base.shopHasSilo });
  return withRoom(arriving, phonePages(base)?.baseUrl ?? null);
}

/** Where a phone shows the product's model in a room, for one that has a model. */
function withRoom(product: ProductDetail, phoneBaseUrl: string | null): ProductDetail {
  if (product.model === undefined || phoneBaseUrl === null) return product;
  const usdz = product.model.usdz === undefined ? '' : `?usdz=${product.model.usdz.hash}`;
  return { ...product, roomUrl: `${phoneRoot(phoneBaseUrl)}/m/${mediaName(product.model.glb)}${usdz}` };
}

function phonePages({ store }: KioskSide): { readonly baseUrl: string; readonly stationId: string } | null {
  const baseUrl = store.read.config()?.phoneBaseUrl;
  const stationId = readIdentity(store.read)?.stationId;
  return baseUrl === undefined || stationId === undefined ? null : { baseUrl, stationId };
}

/** What every screen knows about the place it stands in. */
export function placeOf({ store, stationKind, demo, printer }: Pick<KioskSide, 'store' | 'stationKind' | 'demo' | 'printer'>): StaffView['place'] {
  const config = store.read.config();
  const chosen = {
    ...(config?.theme === undefined ? {} : { theme: config.theme }),
    ...(config?.language === undefined ? {} : { language: config.language }),
    ...(config?.texts === undefined ? {} : { texts: config.texts }),
  };
  return { storeName: config?.storeName ?? '', currency: config?.currency ?? FIRST_CURRENCY, stationKind, demo, printer: printer.state, ...chosen };
}

/** What a page may ask of the catalogue. */
export function catalogueIntents(base: KioskSide): StationIntents['catalogue'] {
  const { catalogue } = base;
  return {
    search: (query) => catalogue.search({ ...query, filters: query.filters ?? NO_FILTERS, sort: query.sort ?? 'relevance' }),
    facets: (query) => catalogue.facets({ ...query, filters: query.filters ?? NO_FILTERS }),
    scan: async ({ code }) => scanLabel(catalogue, code),
    similar: async ({ productId }) => [...(await catalogue.similar(productId))],
    categories: async () => catalogue.categories().map((entry) => ({ ...entry })),
    product: async ({ productId }) => {
      const found = catalogue.product(productId);
      return found === null ? { ok: false, error: { kind: 'not-found' } } : { ok: true, value: productPage(base, found) };
    },
  };
}

/** What a page may ask of the kiosk. `start` begins a session at this station, whoever was signed in there. */
export function kioskIntents(kiosk: Kiosk, start: Kiosk['start']): StationIntents['kiosk'] {
  return {
    start: async (input) => start(input),
    touch: async () => kiosk.touch(),
    extend: async () => kiosk.extend(),
    setLimit: async (input) => kiosk.setLimit(input),
    add: async (input) => kiosk.add(input),
    setQuantity: async (input) => kiosk.setQuantity(input),
    setFulfilment: async (input) => kiosk.setFulfilment(input),
    setWay: async (input) => kiosk.setWay(input),
    takeKnownAddress: () => kiosk.takeKnownAddress(),
    setShipTo: async (input) => kiosk.setShipTo(input),
    setContact: async (input) => kiosk.setContact(input),
    place: async (input) => kiosk.place(input),
    print: () => kiosk.print(),
    bagCode: async () => kiosk.bagCode(),
    takeBag: async (input) => {
      const taken = kiosk.takeBag(input);
      return taken.ok ? { ok: true, value: { pieces: taken.value.pieces, differences: [...taken.value.differences] } } : taken;
    },
    end: async () => kiosk.end(),
  };
}

/** What a page may ask about coupons, members and consents. */
export function benefitIntents(kiosk: Kiosk, till: TillBenefits): StationIntents['benefits'] {
  return {
    enterCode: async (input) => kiosk.benefits.enterCode(input),
    dropCoupon: async (input) => kiosk.benefits.dropCoupon(input),
    forgetMember: async () => kiosk.benefits.forgetMember(),
    spendPoints: async (input) => kiosk.benefits.spendPoints(input),
    setGift: async (input) => kiosk.benefits.setGift(input),
    setConsents: async (input) => kiosk.benefits.setConsents(input),
    signUp: async (input) => kiosk.benefits.signUp(input),
    atTill: async (input) => till.atTill(input),
    pointsAtTill: async (input) => till.pointsAtTill(input),
  };
}
