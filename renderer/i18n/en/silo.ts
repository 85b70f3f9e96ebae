import type { esSilo } from '../es/silo.ts';
import type { Translation } from '../translation.ts';

/** Messages of the silo screens, in English. */
export const enSilo: Translation<typeof esSilo> = {
  'silo.ready.title': 'Show your QR code',
  'silo.ready.body': 'Hold it in front of the camera, a hand’s width away. On your phone or on paper.',
  'silo.ready.pin': 'No QR code: use code and PIN',
  'silo.ready.drawing': 'Drawing: a phone with a QR code in front of the camera.',
  'silo.toStart': 'Back to start',
  'silo.offline': 'No connection: everything still works',

  'silo.camera': 'Picture from the camera',
  'silo.camera.starting': 'Starting the camera…',
  'silo.camera.none.title': 'There is no camera',
  'silo.camera.none': 'Use the scanner if there is one, or the code and PIN in your message.',
  'silo.camera.denied.title': 'The camera is off',
  'silo.camera.denied': 'This screen may not use it. Use the code and PIN in your message.',
  'silo.camera.busy.title': 'The camera is busy',
  'silo.camera.busy': 'We are trying again. You can also use the code and PIN.',
  'silo.camera.failed.title': 'The camera does not work',
  'silo.camera.failed': 'Use the code and PIN in your message.',
  'silo.camera.torch.on': 'Light on',
  'silo.camera.torch.off': 'Light off',

  'silo.code.title': 'Type the code in your message',
  'silo.code.body': 'It has 9 letters and digits, below the QR code.',
  'silo.code.next': 'Next',
  'silo.code.typo': 'That code is not right. Look at it again, letter by letter.',
  'silo.code.field': 'Code: {code, select, none {empty} other {{code}}}',
  'silo.code.keys': 'Code keyboard',
  'silo.code.clear': 'Clear',
  'silo.pin.title': 'Now the PIN',
  'silo.pin.body': 'It has 6 digits and is in your message too.',
  'silo.pin.open': 'Open my door',
  'silo.pin.field': '{count, plural, =0 {No digits typed} one {# digit typed} other {# digits typed}} of 6',

  'silo.checking.title': 'Checking your code',
  'silo.checking.body': 'One moment.',

  'silo.refused.unreadable.title': 'We could not read it',
  'silo.refused.unreadable.body': 'Turn up the brightness of your phone, avoid reflections and show it again.',
  'silo.refused.product-code.title': 'That is the code of a product',
  'silo.refused.product-code.body': 'Look for the QR code of your order in your message. It is square.',
  'silo.refused.not-valid.title': 'We cannot open with this code',
  'silo.refused.not-valid.body':
    'It may have been used, have run out, or there is a newer one. Look for the last message about your order; if this is it, ask someone in the shop for help.',
  'silo.refused.other-silo.title': 'Your parcel is at other lockers',
  'silo.refused.other-silo.body': 'Your message says which shop it is waiting in. Your code is still valid there.',
  'silo.refused.in-use.title': 'That code is being used right now',
  'silo.refused.in-use.body': 'The door is open or opening. Wait a moment and try again.',
  'silo.refused.again': 'Try again',
  'silo.refused.pin': 'Use code and PIN',
  'silo.returning': 'Back to the start in {seconds, plural, one {# second} other {# seconds}}.',

  'silo.wait.title': 'Too many tries',
  'silo.wait.body': 'Wait a little before you try again. This keeps everybody’s parcels safe.',
  'silo.wait.left': '{seconds, plural, one {second} other {seconds}}',

  'silo.opening.title': 'Opening your door',
  'silo.opening.body': 'Go to the door that is lit in the drawing.',
  'silo.open.title': 'Your door is open',
  'silo.open.take': 'Take your parcel',
  'silo.open.close': 'Close the door',
  'silo.open.reminder': 'Door {number} is still open. Please close it when you have finished.',
  'silo.open.closed': 'I have closed it',

  'silo.stuck.title': 'Door {number} did not open',
  'silo.stuck.body': 'Sometimes it sticks a little. Push it gently and try again.',
  'silo.stuck.safe': 'Your code is still valid.',
  'silo.stuck.retry': 'Try again',
  'silo.stuck.later': 'Leave it for later',
  'silo.stuck.end.body': 'Your parcel is safe inside. Ask someone in the shop to open this door for you, or come back later.',
  'silo.stuck.end.done': 'I understand',

  'silo.thanks.title': 'Thank you!',
  'silo.thanks.body': 'Door {number} is closed. You are done.',
  'silo.thanks.done': 'Done',

  'silo.unavailable.doors-unreachable.title': 'The lockers do not answer',
  'silo.unavailable.storage.title': 'We cannot open doors right now',
  'silo.unavailable.starting.title': 'Getting the lockers ready',
  'silo.unavailable.body': 'Your parcel is safe and your code is still valid. Tell someone in the shop, or come back later.',
  'silo.unavailable.starting.body': 'We are checking every door. One moment.',
  'silo.unavailable.heals': 'This screen comes back by itself as soon as it works.',

  'silo.lost.title': 'One moment, please',
  'silo.lost.body': 'This screen has lost touch with its computer and is finding it again by itself. That usually takes a few seconds.',
  'silo.lost.door': 'If you have a door open, take your parcel and close it as usual.',

  'silo.help.code': 'The QR code is in the message that you got when your order was ready. Open it on your phone or show it on paper.',
  'silo.help.pin': 'Without a phone: the same message has a short code and a PIN. The two together open your door.',
  'silo.help.other': 'Someone else can collect for you: all they need is your code.',
  'silo.help.staff': 'If something does not work, ask someone in the shop. Your code stays valid until you collect.',

  'silo.paste': 'Demonstration: paste a code here',
  'silo.paste.send': 'Use',

  'silo.say.ready': 'Hold your QR code to the camera, a hand’s width away. If you have none, press: no QR code, use code and PIN.',
  'silo.say.open': 'Door {number} is open. {where} Take your parcel and close the door.',
  'silo.say.opening': 'Opening door {number}.',
  'silo.say.thanks': 'Thank you. The door is closed. You are done.',
  'silo.say.wait': 'Too many tries. Wait {seconds, plural, one {# second} other {# seconds}}.',
};
