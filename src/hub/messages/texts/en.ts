import { doorList } from './door-list.ts';
import type { MessageTexts } from './message-texts.ts';

/** What messages to customers say in English. */
export const enMessages: MessageTexts = {
  order: 'Order',
  total: 'Total',
  quantity: 'Quantity',
  seeOrder: 'See my order',
  footer: (store) => `You get this message because you placed an order at ${store}. There is no need to answer.`,
  received: {
    subject: (number) => `We have your order ${number}`,
    title: 'We have your order',
    lead: 'All that is left is to pay. As soon as you do, we start preparing it.',
    payTitle: 'How to pay',
    payText: (number) => `Go to the till and show the code on your slip, or say your order number: ${number}. You can pay in cash or by card.`,
  },
  paid: {
    subject: (number) => `Receipt for order ${number}`,
    title: 'Paid, thank you',
    lead: (total) => `We have received ${total}.`,
    paidOn: (date) => `Paid on ${date}`,
    tender: { cash: 'In cash', card: 'By card', online: 'Online', nothing: 'Nothing to pay' },
    nothingTitle: 'You have nothing to pay',
    nothingDue: 'Your discounts cover everything: the order is yours and nothing is charged.',
    notInvoice: 'This receipt is not an invoice. If you need one, ask for it at the till with your order number.',
  },
  calls: {
    ready: {
      subject: (number) => `Your order ${number} is waiting in the locker`,
      title: 'Ready to collect',
      lead: (store) => `Your order is in the lockers at ${store}. You collect it yourself: no queue, a few seconds.`,
    },
    another: {
      subject: (number) => `Another parcel waits: order ${number}`,
      title: 'Another parcel waits for you',
      lead: (store) => `We put another parcel for you into the lockers at ${store}. The code is the same: it opens all your doors, one after the other.`,
    },
    code: {
      subject: (number) => `Your code for order ${number}`,
      title: 'Here is your code',
      lead: (store) => `You asked for the code to the lockers at ${store} again.`,
    },
    reminder: {
      subject: (number) => `Your order ${number} is still in the locker`,
      title: 'It is still waiting for you',
      lead: (store) => `Your order is still in the lockers at ${store}.`,
    },
    extended: {
      subject: (number) => `You have more days for your order ${number}`,
      title: 'More time',
      lead: (store) => `Done: your order waits longer in the lockers at ${store}. The code is the same.`,
    },
  },
  ready: {
    subject: (number) => `Your order ${number} is waiting in the locker`,
    title: 'Ready to collect',
    codeAlt: 'QR code that opens the locker',
    how: [
      "Hold this code to the camera of the lockers' screen.",
      'The door opens by itself and the screen shows you which one it is.',
      'Take your parcel and close the door. That is all.',
    ],
    noPhone: 'The code does not work? Type these two on the screen:',
    shortCode: 'Short code',
    pin: 'PIN',
    doors: (doors) =>
      doors.length === 1
        ? `It is door ${doors.join()}: look for the large number on the lockers.`
        : `They are doors ${doorList(doors, 'en')}: they open one after the other with the same code.`,
    until: (date) => `You can collect it until ${date}.`,
    moreDays: 'You need more time? Open your code and press "I need more days".',
    keep: 'Whoever holds this code can open the door. Share it only with the person who collects for you.',
    askStaff: (number) => `Say your order number, ${number}, to anybody in the shop and they will hand it to you.`,
    openCode: 'Open my code',
    sms: (p) =>
      `${p.store}: ${p.title === null ? '' : `${p.title}. `}your order ${p.number} is behind ${p.doors.length === 1 ? 'door' : 'doors'} ${doorList(p.doors, 'en')}. Your QR code: ${p.url} Or type ${p.code} and PIN ${p.pin}. Until ${p.until}.`,
  },
  collected: {
    subject: (number) => `You collected your order ${number}`,
    title: 'Collected. Enjoy it',
    lead: (date) => `The door was opened and closed on ${date}. There is nothing left to collect with the code.`,
    subjectPart: (number) => `You collected a part of your order ${number}`,
    titlePart: 'Collected. There is more',
    leadPart: (date, left) =>
      `The door was opened and closed on ${date}. ${left === 1 ? 'One more parcel waits' : `${left} more parcels wait`} in the lockers: the same code still opens.`,
    notYou: 'It was not you, nor somebody for you? Tell us in the shop, with your order number.',
  },
  recalled: {
    subject: (number) => `We took your order ${number} out of the locker`,
    title: 'Your order is not in the locker any more',
    expired: 'The time to collect it was over, and we took it out of the locker. It is not lost: we keep it in the shop.',
    taken: 'We had to take it out of the locker. It is not lost: we keep it in the shop.',
    nextTitle: 'What to do now',
    next: (number) => `Say your order number, ${number}, to anybody in the shop: they hand it to you, put it into a locker again, or pay you back.`,
  },
  returned: {
    subject: (receipt) => `Receipt for your return ${receipt}`,
    title: 'We have your return',
    lead: (date) => `You left it in the lockers on ${date}.`,
    receipt: (receipt) => `Receipt ${receipt}`,
    refund: (amount) => `We will pay ${amount} back the way you paid, as soon as we have looked at it. Within 14 days at the latest.`,
    review: 'Somebody in the shop will look at it and tell you what you get back.',
    duplicate: 'These goods were noted as returned before. Somebody in the shop will look into it.',
    footer: (store) => `You get this message because you left a return at ${store}. Keep it: it is your receipt.`,
  },
  refunded: {
    subject: (number) => `We paid you back for order ${number}`,
    title: 'Paid back',
    lead: (amount, date) => `We paid ${amount} back to you on ${date}.`,
    tender: { cash: 'In cash, at the till.', card: 'To the card that you paid with. Your bank may take a few days to show it.' },
    subjectDeclined: (number) => `About your return of order ${number}`,
    titleDeclined: 'We cannot pay you back',
    leadDeclined: 'We looked at what you left and cannot pay you back.',
    receipt: (receipt) => `Receipt ${receipt}`,
    ask: (number) => `Something is not clear? Ask in the shop with your order number, ${number}.`,
  },
};
