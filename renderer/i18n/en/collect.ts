import type { esCollect } from '../es/collect.ts';
import type { Translation } from '../translation.ts';

/** Messages of collecting at the silo beyond one door, in English. */
export const enCollect: Translation<typeof esCollect> = {
  'collect.count': 'Parcel {at} of {of}',
  'collect.time.left': '{seconds, plural, one {# second left.} other {# seconds left.}}',
  'collect.time.more': 'I need more time',

  'collect.opening.again': 'Opening the door again',
  'collect.open.again': 'Your door is open again',
  'collect.open.look': 'Take what you have forgotten',
  'collect.open.put-back': 'Put the parcel back inside',
  'collect.open.unseen': 'We cannot see now whether the door is open. When you have finished, close it well and tell us.',
  'collect.open.called': 'Someone in the shop has been called.',
  'collect.open.empty': 'Thank you for telling us. Close the door: someone in the shop will look into it.',
  'collect.open.taken': 'Thank you for telling us. Take it with you and close the door.',
  'collect.problem': 'Something is wrong',

  'collect.stuck.unseen.title': 'We cannot see door {number}',
  'collect.stuck.unseen.body': 'If it is open, take your parcel and close it: you are done. If it is closed, your code is still valid.',
  'collect.stuck.silent.title': 'Door {number} does not answer',
  'collect.stuck.silent.body': 'Your parcel is safe. If the door opens by itself, take your parcel and close it. If not, ask for help or come back later.',
  'collect.stuck.go-on': 'Open the next door',
  'collect.stuck.report': 'Tell the shop that it does not open',
  'collect.stuck.reported': 'The shop knows. Your code is still valid.',

  'collect.next.title': 'Your next parcel',
  'collect.next.body': '{left, plural, one {One more parcel waits for you.} other {# more parcels wait for you.}} Open it when you are ready.',
  'collect.next.open': 'Open door {number}',
  'collect.next.later': 'Leave the rest for later',
  'collect.next.ending': 'If you press nothing, the rest stays for later with the same code.',

  'collect.thanks.left': '{left, plural, one {One parcel is still waiting.} other {# parcels are still waiting.}} The same code opens them.',
  'collect.thanks.shut':
    '{count, plural, one {Door {numbers} cannot be opened now: that parcel is still inside} other {Doors {numbers} cannot be opened now: those parcels are still inside}}, and your code is still valid. Someone in the shop has been called.',
  'collect.thanks.put-back': 'The parcel stays behind door {number}. The shop knows and will look at it.',
  'collect.thanks.empty': 'The shop knows and will look into it. Ask at the desk with your order number.',
  'collect.thanks.taken': 'The shop knows. Show it at the desk, or return it here whenever you like.',
  'collect.thanks.forgot': 'I forgot something',
  'collect.again.title': 'Which door shall we open again?',
  'collect.again.body': 'You can look once more into what you have just emptied.',
  'collect.again.door': 'Open door {number}',

  'collect.report.title': 'What has happened?',
  'collect.report.wrong-item': 'It is not mine',
  'collect.report.damaged': 'It is damaged',
  'collect.report.empty': 'There is nothing inside',
  'collect.report.keep.title': 'What would you like to do?',
  'collect.report.put-back': 'Put it back and close',
  'collect.report.take': 'Take it with me',
  'collect.report.failed': 'We could not note it down. Tell someone in the shop.',

  'collect.pin.title': 'Type your PIN',
  'collect.pin.body': 'This code opens with its PIN. It has 6 digits and is in your message.',
  'collect.pin.wrong': 'That PIN is not right. Look at it again.',
  'collect.pin.leave': 'Leave it',
  'collect.locked.title': 'This PIN is locked',
  'collect.locked.works':
    'It was typed wrong too often. Your QR code still opens: hold it to the camera. If you do not have it, ask someone in the shop for help.',
  'collect.locked.ask': 'It was typed wrong too often. Your parcel is safe. Ask someone in the shop for a new PIN.',
  'collect.locked.done': 'I understand',

  'collect.unsure.restart.title': 'This machine was restarted',
  'collect.unsure.unseen.title': 'We could not see door {number}',
  'collect.unsure.body': 'Did door {number} open, and do you have your parcel? Then you are done. If not, your code is still valid: show it again.',
  'collect.unsure.scan': 'Show my code',

  'collect.close.title': 'Door {number} is open',
  'collect.close.restart': 'This machine was restarted. If it is your door, take what is yours. Please close it.',
  'collect.close.left': 'If it is your door, take what is yours. Please close it.',
  'collect.close.nobody': 'We did not open it. If you are beside it, please close it, and take nothing out.',
  'collect.close.called': 'Someone in the shop has been called.',
  'collect.close.mine': 'I am here to collect or return something else',
  'collect.ready.open-door': 'Door {number} is open. If you are beside it, please close it.',
  'collect.refused.shop.title': 'Your parcel is at {shop}',

  'collect.shut.title': '{count, plural, one {Door {numbers} cannot be opened now} other {Doors {numbers} cannot be opened now}}',
  'collect.shut.out-of-service':
    '{count, plural, one {It is out of order. Your parcel is safe inside} other {They are out of order. Your parcels are safe inside}}, and your code is still valid.',
  'collect.shut.look': 'Someone in the shop has to look at it first. Your code is still valid.',
  'collect.shut.called': 'Someone in the shop has been called.',
  'collect.shut.ask': 'Tell someone in the shop.',
  'collect.shut.phone': 'If nobody comes, phone {phone}.',
  'collect.shut.done': 'I understand',

  'collect.ready.collect-only': 'Right now you can only collect here. To return or leave something, talk to someone in the shop.',

  'collect.say.next': 'Door closed. The next one is door {number}. {where} Press open when you are ready, or leave the rest for later.',
  'collect.say.thanks.left': 'Thank you. {left, plural, one {One parcel is} other {# parcels are}} still waiting with the same code.',
  'collect.say.stuck': 'Door {number} did not open. {where}',
  'collect.say.close': 'Door {number} is open. {where} Please close it.',
  'collect.say.reminder': 'Door {number} is still open. {where} Close it when you have finished.',
};
