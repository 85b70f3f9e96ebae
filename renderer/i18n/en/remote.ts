import type { esRemote } from '../es/remote.ts';
import type { Translation } from '../translation.ts';

/** Messages of a door that head office opens from afar, in English. */
export const enRemote: Translation<typeof esRemote> = {
  'remote.opening': 'Head office is opening this door',
  'remote.open.hand-over': 'Take what is inside and close the door',
  'remote.open.look': 'Look inside and close the door',
  'remote.closed': 'The door is closed. Thank you.',
  'remote.did-not-open': 'Door {number} did not open',
  'remote.did-not-open.body': 'Tell the person at head office you are talking to.',
  'remote.why': 'Reason: {reason}',
  'remote.not-you': 'You have not talked to head office? Take nothing: close the door and ask for help.',
  'remote.note': 'Head office is opening door {number}. {reason}',
  'remote.done': 'I am done',
  'remote.say.opening': 'Head office is opening door {number}. {where} Reason: {reason}',
  'remote.say.open': 'Door {number} is open. {where} Close it when you are done.',
};
