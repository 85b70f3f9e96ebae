import type { esRemote } from '../es/remote.ts';
import type { Translation } from '../translation.ts';

/** Messages of a door that head office opens from afar, in Catalan. */
export const caRemote: Translation<typeof esRemote> = {
  'remote.opening': 'La central obre aquesta porta',
  'remote.open.hand-over': 'Recull el que hi ha a dins i tanca la porta',
  'remote.open.look': 'Mira a dins i tanca la porta',
  'remote.closed': 'Porta tancada. Gràcies.',
  'remote.did-not-open': 'La porta {number} no s’ha obert',
  'remote.did-not-open.body': 'Digues-ho a la persona de la central amb qui parles.',
  'remote.why': 'Motiu: {reason}',
  'remote.not-you': 'No has parlat amb la central? No agafis res: tanca la porta i demana ajuda.',
  'remote.note': 'La central obre la porta {number}. {reason}',
  'remote.done': 'He acabat',
  'remote.say.opening': 'La central obre la porta {number}. {where} Motiu: {reason}',
  'remote.say.open': 'La porta {number} és oberta. {where} Quan acabis, tanca-la.',
};
