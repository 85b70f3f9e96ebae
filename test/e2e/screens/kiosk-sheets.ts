import { SAMPLE_LABEL } from '../../../renderer/kiosk/mock-catalogue.ts';
import { filled, type Words } from '../../../scripts/demo/words.ts';
import { drawn, scanAtPort } from '../support/scene.ts';
import { afresh, choosing } from './kiosk-scene.ts';
import { alerted, inTurn, pressing, type Stop, type Visitor, type Walk } from './screen.ts';

type Named = Readonly<Record<string, Stop['go']>>;

/** A walk whose screens stand each for itself. Its name says the same to everybody, so it is a part of files' names. */
function walk(name: string, scene: string, stops: Named): Walk {
  return { area: 'kiosk', name, scene, place: '/', stops: Object.entries(stops).map(([stop, go]): Stop => ({ name: stop, go })) };
}

/** Sheets of the kiosk: what a press opens over a screen. */
const sheets: Readonly<Record<string, readonly [scene: string, place: string, button: (words: Words) => string]>> = {
  help: ['kiosk-session', '/kiosk', (words) => words['ui.help']],
  accessibility: ['kiosk-session', '/kiosk', (words) => words['ui.access']],
  'all categories': ['kiosk-session', '/kiosk', (words) => words['kiosk.categories.more']],
  filters: ['kiosk-session', '/kiosk', (words) => words['find.filters']],
  'a label for the camera': ['kiosk-session', '/kiosk', (words) => words['find.scan']],
  'added to the bag': ['kiosk-session', '/kiosk/p/lino?sku=lino-Blanco-XS', (words) => words['kiosk.product.order']],
  leaving: ['kiosk-session', '/kiosk', (words) => words['kiosk.leave']],
  'giving the screen back': ['kiosk-assist', '/kiosk/bag', (words) => words['assist.back']],
  'a picture close up': ['kiosk-session', '/kiosk/p/lino', (words) => words['product.zoom']],
  'the usual sizes': ['kiosk-session', '/kiosk/p/lino?sku=lino-Blanco-XS', (words) => words['product.guide']],
  "the maker's sizes": ['kiosk-session', '/kiosk/p/falda', (words) => words['product.guide']],
  'the bag for a phone': ['kiosk-session', '/kiosk/bag', (words) => words['bag.carry']],
  'a label for the camera, from the bag': ['kiosk-empty-bag', '/kiosk/bag', (words) => words['find.scan']],
  'an order for the camera': ['kiosk-session', '/kiosk/order', (words) => words['after.find.camera']],
};

const overScreens: Named = {
  ...Object.fromEntries(Object.entries(sheets).map(([name, [scene, place, button]]) => [name, inTurn(afresh(scene, place), pressing(button), sheet)])),
  'the languages': inTurn(afresh('kiosk-session', '/kiosk'), choosingLanguage),
  'the languages, before anybody began': inTurn(afresh('kiosk-attract', '/'), choosingLanguage),
};

/** What a code says that was held to the station's scanner. */
const readings: Named = {
  'goods read at the bag': reading('kiosk-session', '/kiosk/bag', SAMPLE_LABEL),
  'a label of nothing here': reading('kiosk-session', '/kiosk', '8400000000017'),
  'a code that is no label': reading('kiosk-session', '/kiosk', 'hola'),
  'goods read after the order': reading('kiosk-placed', '/kiosk', SAMPLE_LABEL),
  'a bag from a phone': reading('kiosk-session', '/kiosk', 'https://hub.example/b/gran-via-1#AQEACFAwMDEtMS1NAwcBTOPp'),
  'a bag that cannot be read': reading('kiosk-session', '/kiosk', 'https://hub.example/b/gran-via-1#'),
  'a coupon that was read': reading('kiosk-session', '/kiosk', 'PC1:ABCD'),
};

/** With the keys on the screen, and with what is wrong said beside the fields. */
const forms: Named = {
  'searching with the keys': inTurn(afresh('kiosk-session', '/kiosk'), firstField),
  'an address with the keys': inTurn(afresh('kiosk-ship', '/kiosk/address'), firstField),
  'an address with much missing': inTurn(
    afresh('kiosk-session', '/kiosk/address'),
    pressing((words) => words['kiosk.next']),
  ),
  'a contact with the keys': inTurn(afresh('kiosk-session', '/kiosk/contact'), firstField),
  'a mailbox that is none': inTurn(
    afresh('kiosk-session', '/kiosk/contact'),
    ({ page }) => page.getByRole('textbox').first().fill('lucia@'),
    pressing((words) => words['kiosk.next']),
  ),
  'an order of which nothing is typed': inTurn(
    afresh('kiosk-session', '/kiosk/order'),
    pressing((words) => words['after.find.do']),
  ),
  'an order with the digits of its PIN': inTurn(
    afresh('kiosk-session', '/kiosk/order'),
    choosing((words) => words['after.find.pin']),
    lastField,
  ),
  'withdrawing, to be confirmed': inTurn(
    afresh('kiosk-order-collected', '/kiosk/order/withdraw'),
    pressing((words) => words['after.withdraw.next']),
  ),
  'a customer to be looked up': afresh('kiosk-assist', '/kiosk/assist/customer'),
  'removed from the bag': inTurn(afresh('kiosk-session', '/kiosk/bag'), ({ page, words }) =>
    page
      .getByRole('button', { name: filled(words['kiosk.bag.remove.name'], { name: 'Camiseta marinera de manga corta, Azul marino, S' }) })
      .first()
      .click(),
  ),
  'a slip that was printed': inTurn(
    afresh('kiosk-placed', '/kiosk'),
    pressing((words) => words['kiosk.placed.print']),
    ({ page, words }) => page.getByText(words['kiosk.placed.printed']).waitFor(),
  ),
};

/** For who listens. */
const listening: Named = {
  'accessibility while it is read aloud': inTurn(
    aloud,
    pressing((words) => words['ui.access']),
    sheet,
  ),
  'help while it is read aloud': inTurn(
    aloud,
    pressing((words) => words['ui.help']),
    sheet,
  ),
  'behind the curtain': inTurn(
    aloud,
    pressing((words) => words['ui.access']),
    choosing((words) => words['speech.curtain.closed']),
    ({ page }) => page.locator('.curtain').waitFor(),
  ),
};

/** What a station says that can do nothing of what is asked. */
const refusals: Named = {
  'an order that was not taken': inTurn(
    afresh('kiosk-ship', '/kiosk/review'),
    pressing((words) => words['kiosk.review.place']),
    alerted,
  ),
  'goods that nobody has any more': inTurn(
    afresh('kiosk-session', '/kiosk/p/lino?sku=lino-Blanco-XS'),
    pressing((words) => words['kiosk.product.order']),
    alerted,
  ),
  'a bag too large for a code': inTurn(
    afresh('kiosk-session', '/kiosk/bag'),
    pressing((words) => words['bag.carry']),
    alerted,
  ),
  'a coupon that is mistyped': inTurn(
    afresh('kiosk-session', '/kiosk/code'),
    ({ page }) => page.getByRole('textbox').first().fill('OTONO10'),
    pressing((words) => words['benefit.code.use']),
  ),
  'joining too often': inTurn(
    afresh('kiosk-session', '/kiosk/club/newsletter'),
    pressing((words) => words['club.send']),
    alerted,
  ),
  'withdrawing when it cannot be': inTurn(
    afresh('kiosk-order-collected', '/kiosk/order/withdraw'),
    pressing((words) => words['after.withdraw.next']),
    pressing((words) => words['after.withdraw.confirm']),
    alerted,
  ),
};

/** What opens over a screen of the kiosk, and what its fields, its scanner and its voice bring onto it. */
export const kioskSheets: readonly Walk[] = [
  walk('kiosk-sheet', 'kiosk-session', { ...overScreens, ...readings }),
  walk('kiosk-form', 'kiosk-session', { ...forms, ...listening }),
  walk('kiosk-refused', 'kiosk-refusing', refusals),
  walk('kiosk-no-voice', 'kiosk-no-voice', {
    'nobody to read aloud': inTurn(
      afresh('kiosk-session', '/kiosk'),
      pressing((words) => words['speech.start']),
      sheet,
    ),
  }),
];

function reading(scene: string, place: string, code: string): Stop['go'] {
  return inTurn(afresh(scene, place), ({ page }) => scanAtPort(page, 'other', code), sheet);
}

/** What follows from a code is a sheet. */
async function sheet({ page }: Visitor): Promise<void> {
  await page.getByRole('dialog').or(page.getByRole('alertdialog')).first().waitFor();
}

/** The button says which language is spoken now. */
async function choosingLanguage(visitor: Visitor): Promise<void> {
  await visitor.page.getByRole('button', { name: visitor.words['ui.language'] }).click();
  await sheet(visitor);
}

async function firstField({ page }: Visitor): Promise<void> {
  await page.getByRole('textbox').first().click();
  await drawn(page);
}

async function lastField({ page }: Visitor): Promise<void> {
  await page.getByRole('textbox').last().click();
  await drawn(page);
}

async function aloud(visitor: Visitor): Promise<void> {
  await afresh('kiosk-session', '/kiosk/bag')(visitor);
  await pressing((words) => words['speech.start'])(visitor);
}
