import type { esRemote } from '../es/remote.ts';
import type { Translation } from '../translation.ts';

/** Messages of a door that head office opens from afar, in Portuguese. */
export const ptRemote: Translation<typeof esRemote> = {
  'remote.opening': 'A sede está a abrir esta porta',
  'remote.open.hand-over': 'Retire o que está lá dentro e feche a porta',
  'remote.open.look': 'Veja lá dentro e feche a porta',
  'remote.closed': 'Porta fechada. Obrigado.',
  'remote.did-not-open': 'A porta {number} não se abriu',
  'remote.did-not-open.body': 'Diga-o à pessoa da sede com quem está a falar.',
  'remote.why': 'Motivo: {reason}',
  'remote.not-you': 'Não falou com a sede? Não retire nada: feche a porta e peça ajuda.',
  'remote.note': 'A sede está a abrir a porta {number}. {reason}',
  'remote.done': 'Terminei',
  'remote.say.opening': 'A sede está a abrir a porta {number}. {where} Motivo: {reason}',
  'remote.say.open': 'A porta {number} está aberta. {where} Quando terminar, feche-a.',
};
