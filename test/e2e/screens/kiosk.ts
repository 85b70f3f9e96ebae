import { kioskScripts } from '../../../renderer/kiosk/mock-scripts.ts';
import { tellStation } from '../support/scene.ts';
import { at, choosing, inItsLanguage } from './kiosk-scene.ts';
import { alerted, headed, inTurn, pressing, type Stop, type Walk } from './screen.ts';

/** Screens of the kiosk that a scene and a place make. A scene that no line names is a screen of its own, at `/kiosk`. */
const screens: Readonly<Record<string, readonly [scene: string, place: string]>> = {
  attract: ['kiosk-attract', '/'],
  'attract with a silo': ['kiosk-attract-both', '/'],
  'attract offline': ['kiosk-attract-offline', '/'],
  'attract with slides': ['kiosk-attract-slides', '/'],
  browse: ['kiosk-session', '/kiosk'],
  'browse offline': ['kiosk-offline', '/kiosk?c=Camisas'],
  'nothing found': ['kiosk-session', '/kiosk?q=zzzz'],
  'nothing found, with suggestions': ['kiosk-session', '/kiosk?q=camisa+zzzz'],
  'a typo': ['kiosk-session', '/kiosk?q=camsia'],
  'nothing with these filters': ['kiosk-session', '/kiosk?q=camisa&f={"sizes":["99"],"colours":[],"places":[],"price":{"from":null,"to":null}}'],
  'product, no size yet': ['kiosk-session', '/kiosk/p/vestido'],
  'product in other shops': ['kiosk-session', '/kiosk/p/lino?sku=lino-Blanco-XS'],
  'product nowhere': ['kiosk-session', '/kiosk/p/lino?sku=lino-Blanco-L'],
  'product that ends': ['kiosk-session', '/kiosk/p/falda?sku=falda-Burdeos-L'],
  'product with a model': ['kiosk-session', '/kiosk/p/bolso'],
  'product that is gone': ['kiosk-session', '/kiosk/p/missing'],
  bag: ['kiosk-session', '/kiosk/bag'],
  'empty bag': ['kiosk-empty-bag', '/kiosk/bag'],
  delivery: ['kiosk-session', '/kiosk/delivery'],
  'delivery to a low door': ['kiosk-low-door', '/kiosk/delivery'],
  'delivery of what is all here': ['kiosk-all-here', '/kiosk/delivery'],
  'delivery chosen item by item': ['kiosk-mixed', '/kiosk/delivery'],
  'delivery of what cannot come': ['kiosk-way-gone', '/kiosk/delivery'],
  'item by item': ['kiosk-mixed', '/kiosk/each'],
  'item by item, one cannot come': ['kiosk-way-gone', '/kiosk/each'],
  address: ['kiosk-ship', '/kiosk/address'],
  'address, one of several countries': ['kiosk-ship-abroad', '/kiosk/address'],
  contact: ['kiosk-session', '/kiosk/contact'],
  'contact by phone where nothing is sent to it': ['kiosk-paper-only', '/kiosk/contact'],
  review: ['kiosk-ship', '/kiosk/review'],
  'review of what goes several ways': ['kiosk-mixed', '/kiosk/review'],
  'review offline': ['kiosk-offline', '/kiosk/review'],
  'review with a coupon and points': ['kiosk-benefits', '/kiosk/review'],
  'bag with coupons that do not count': ['kiosk-benefit-troubles', '/kiosk/bag'],
  'contact of a member': ['kiosk-benefits', '/kiosk/contact'],
  'coupon or member code': ['kiosk-session', '/kiosk/code'],
  'bag beside staff': ['kiosk-assist', '/kiosk/bag'],
  'price of a line': ['kiosk-assist', '/kiosk/assist/discount/1'],
  'discount for the whole bag': ['kiosk-assist', '/kiosk/assist/discount/all'],
  'orders, sizes and notes of a member': ['kiosk-assist-member', '/kiosk/assist/customer'],
  'bag beside staff whom others call': ['kiosk-assist-called', '/kiosk/bag'],
  'placed beside staff': ['kiosk-assist-placed', '/kiosk'],
  club: ['kiosk-session', '/kiosk/club'],
  'joining the newsletter': ['kiosk-session', '/kiosk/club/newsletter'],
  'joined, look at the mail': ['kiosk-joined', '/kiosk/club/box%3Abasicos'],
  placed: ['kiosk-placed', '/kiosk'],
  'placed, the phone being prepared': ['kiosk-placed-asking', '/kiosk'],
  'placed, to be paid on a phone': ['kiosk-placed-phone', '/kiosk'],
  'placed, being paid on a phone': ['kiosk-placed-paying', '/kiosk'],
  'placed, a payment being checked': ['kiosk-placed-checking', '/kiosk'],
  'placed, a payment that failed': ['kiosk-placed-phone-failed', '/kiosk'],
  'placed, a payment out of time': ['kiosk-placed-phone-expired', '/kiosk'],
  'placed, the hub gone silent': ['kiosk-placed-phone-silent', '/kiosk'],
  'placed, no phone for now': ['kiosk-placed-phone-away', '/kiosk'],
  'placed offline': ['kiosk-placed-offline', '/kiosk'],
  'placed without a printer': ['kiosk-placed-no-printer', '/kiosk'],
  'placed without paper': ['kiosk-placed-paper-out', '/kiosk'],
  'placed with the cover open': ['kiosk-placed-cover-open', '/kiosk'],
  'placed with the printer away': ['kiosk-placed-printer-offline', '/kiosk'],
  'placed, all of it kept': ['kiosk-placed-kept', '/kiosk'],
  'placed offline, not yet kept': ['kiosk-placed-asked', '/kiosk'],
  'placed, some of it from farther': ['kiosk-placed-moved', '/kiosk'],
  'placed, something sold out': ['kiosk-placed-short', '/kiosk'],
  'placed, something waited for': ['kiosk-placed-waits', '/kiosk'],
  paid: ['kiosk-placed-paid', '/kiosk'],
  cancelled: ['kiosk-placed-cancelled', '/kiosk'],
  'find an order': ['kiosk-session', '/kiosk/order'],
  'find an order, offline': ['kiosk-offline', '/kiosk/order'],
  'find an order that is nobody of theirs': ['kiosk-session', '/kiosk/order?problem=no-match'],
  'an order being looked for': ['kiosk-order-asking', '/kiosk/order'],
  'an order that waits': ['kiosk-order-waiting', '/kiosk/order'],
  'an order that was collected': ['kiosk-order-collected', '/kiosk/order'],
  'an order with everything after it': ['kiosk-order-everything', '/kiosk/order'],
  'an order as the station knows it': ['kiosk-order-local', '/kiosk/order'],
  'an order whose code was sent again': ['kiosk-order-resent', '/kiosk/order'],
  'an order that nobody can check': ['kiosk-order-unchecked', '/kiosk/order'],
  'withdraw from single pieces': ['kiosk-order-collected', '/kiosk/order/withdraw'],
  'withdraw from a whole order': ['kiosk-order-waiting', '/kiosk/order/withdraw'],
  'claim for what is faulty': ['kiosk-order-collected', '/kiosk/order/claim'],
  withdrawn: ['kiosk-order-withdrawn', '/kiosk/order'],
  'withdrawn offline': ['kiosk-order-withdrawn-offline', '/kiosk/order'],
  'withdrawn without proof': ['kiosk-order-unchecked-withdrawn', '/kiosk/order'],
  claimed: ['kiosk-order-claimed', '/kiosk/order'],
  'idle warning': ['kiosk-idle', '/kiosk/bag'],
  'a line before the idle warning': ['kiosk-idle-notice', '/kiosk/bag'],
  'covered, without a time limit': ['kiosk-covered', '/kiosk/bag'],
  'last idle warning': ['kiosk-idle-last', '/kiosk/bag'],
};

/** Scenes that say yes or no to what is pressed, and so look like another until then; and those that are another in English. */
const told = /^kiosk-(refusing|placed-refusing|assist-away)$|-en$/;

/** Every screen of the kiosk that is there without a press. */
export const kioskWalk: Walk = { area: 'kiosk', name: 'kiosk', scene: 'kiosk-attract', place: '/', stops: [...namedStops(), ...otherStops()] };

/** What goes wrong while somebody stands there. */
export const kioskTroubles: readonly Walk[] = [
  {
    area: 'kiosk',
    name: 'kiosk-trouble-paper',
    scene: 'kiosk-placed-refusing',
    place: '/kiosk',
    stops: [
      {
        name: 'a slip that was not printed',
        go: inTurn(
          inItsLanguage('kiosk-placed-refusing'),
          pressing((words) => words['kiosk.placed.print']),
          alerted,
        ),
      },
    ],
  },
  {
    area: 'kiosk',
    name: 'kiosk-trouble-customer',
    scene: 'kiosk-assist-away',
    place: '/kiosk/assist/customer',
    stops: [{ name: 'a customer while the hub is away', go: inTurn(inItsLanguage('kiosk-assist-away'), headed(1)) }],
  },
  {
    area: 'kiosk',
    name: 'kiosk-assist-manager',
    scene: 'kiosk-assist',
    place: '/kiosk/assist/discount/1',
    stops: [
      {
        name: 'a price, chosen',
        go: inTurn(
          inItsLanguage('kiosk-assist'),
          choosing((words) => words['assist.reason.other']),
        ),
      },
      {
        name: 'a manager for more than the limit',
        follows: true,
        go: inTurn(
          ({ page, words }) =>
            page
              .getByRole('radio', { name: words['assist.discount.percent'].replace('{percent}', '20') })
              .first()
              .check({ force: true }),
          pressing((words) => words['assist.discount.apply']),
          headed(1),
        ),
      },
    ],
  },
  {
    area: 'kiosk',
    name: 'kiosk-trouble-station',
    scene: 'kiosk-session',
    place: '/kiosk/bag',
    stops: [
      {
        name: 'the station away',
        go: inTurn(
          inItsLanguage('kiosk-session'),
          ({ page }) => tellStation(page, 'cut'),
          ({ page, words }) => page.getByRole('heading', { name: words['kiosk.waiting.title'] }).waitFor(),
        ),
      },
    ],
  },
];

function namedStops(): readonly Stop[] {
  return Object.entries(screens).map(([name, [scene, place]]) => ({ name, go: at(scene, place) }));
}

function otherStops(): readonly Stop[] {
  const named = new Set([...Object.values(screens).map(([scene]) => scene), 'kiosk-no-voice']);
  const others = Object.keys(kioskScripts).filter((scene) => !named.has(scene) && !told.test(scene));
  return others.map((scene) => ({ name: scene.replace(/^kiosk-/, '').replaceAll('-', ' '), go: at(scene, '/kiosk') }));
}
