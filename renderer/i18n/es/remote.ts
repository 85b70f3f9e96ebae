/** Messages of a door that head office opens from afar, in Spanish. */
export const esRemote = {
  'remote.opening': 'La central abre esta puerta',
  'remote.open.hand-over': 'Recoge lo que hay dentro y cierra la puerta',
  'remote.open.look': 'Mira dentro y cierra la puerta',
  'remote.closed': 'Puerta cerrada. Gracias.',
  'remote.did-not-open': 'La puerta {number} no se ha abierto',
  'remote.did-not-open.body': 'Díselo a la persona de la central con la que hablas.',
  'remote.why': 'Motivo: {reason}',
  'remote.not-you': '¿No has hablado con la central? No cojas nada: cierra la puerta y pide ayuda.',
  'remote.note': 'La central abre la puerta {number}. {reason}',
  'remote.done': 'He terminado',
  'remote.say.opening': 'La central abre la puerta {number}. {where} Motivo: {reason}',
  'remote.say.open': 'La puerta {number} está abierta. {where} Cuando termines, ciérrala.',
};
