import type { esWork } from '../es/work.ts';
import type { Translation } from '../translation.ts';

/** Messages of the staff's daily work (calls for help, orders that change, money, the end of a shift), in English. */
export const enWork: Translation<typeof esWork> = {
  'staff.home.help': 'Calls for help',
  'staff.home.help.note': '{count, plural, =0 {Nobody is waiting} one {# person is waiting} other {# people are waiting}}',
  'help.queue.title': 'Calls for help',
  'help.queue.body': 'Whoever has waited longest comes first.',
  'help.queue.empty.title': 'Nobody is calling',
  'help.queue.empty.body': 'When somebody calls, every staff screen rings.',
  'help.queue.alone': 'Offline: you see and hear only the calls of this device. Walk through the shop now and then.',
  'help.queue.where': '{screen, select, silo {Lockers} other {Kiosk}}',
  'help.queue.where.elsewhere': '{screen, select, silo {Lockers} other {Kiosk}} {station}',
  'help.queue.doing':
    '{doing, select, start {On the first screen} choosing {Looking at products} bag {In the bag} delivery {Choosing how to get it} order {With their order} member {In the club} collecting {Collecting from a locker} returning {Returning something} other {On another screen}}',
  'help.queue.door':
    '{why, select, left_open {Door {number} is still open} did_not_open {Door {number} does not open} forced {Door {number} was opened without permission} other {Door {number} needs a technician}}',
  'help.queue.state': '{state, select, waiting {Waiting} late {Waiting too long} other {Being helped}}',
  'help.queue.coming': '{name} is on the way',
  'help.queue.coming.unnamed': 'Somebody is on the way',
  'help.queue.again': 'If nobody gets there in five minutes, it rings again.',
  'help.queue.helped': 'Solved',
  'help.queue.nobody': 'Nobody was there',
  'help.queue.passed': 'Somebody else takes it on',
  'help.queue.said': 'Noted.',
  'help.queue.problem.not-signed-in': 'The screen locked. Sign in again.',
  'help.queue.problem.not-now': 'Somebody else took it, or the call is over.',
  'help.queue.problem.storage': 'It could not be stored. Go there anyway, and tell whoever looks after the device.',
  'help.queue.problem.unreachable': 'The device does not answer. Go there anyway.',
  'help.queue.more': 'See all {count} calls',
};
