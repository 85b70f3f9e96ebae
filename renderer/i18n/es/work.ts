/** Messages of the staff's daily work (calls for help, orders that change, money, the end of a shift), in Spanish. */
export const esWork = {
  'staff.home.help': 'Llamadas de ayuda',
  'staff.home.help.note': '{count, plural, =0 {Nadie espera} one {# persona espera} other {# personas esperan}}',
  'help.queue.title': 'Llamadas de ayuda',
  'help.queue.body': 'Primero, quien lleva más tiempo esperando.',
  'help.queue.empty.title': 'Nadie pide ayuda',
  'help.queue.empty.body': 'Cuando alguien llame, sonará en todas las pantallas del personal.',
  'help.queue.alone': 'Sin conexión: aquí solo ves y oyes las llamadas de este equipo. Da una vuelta por la tienda.',
  'help.queue.where': '{screen, select, silo {Taquillas} other {Quiosco}}',
  'help.queue.where.elsewhere': '{screen, select, silo {Taquillas} other {Quiosco}} {station}',
  'help.queue.doing':
    '{doing, select, start {En la pantalla de inicio} choosing {Mirando productos} bag {En la bolsa} delivery {Eligiendo cómo recibirlo} order {Con su pedido} member {En el club} collecting {Recogiendo en las taquillas} returning {Devolviendo algo} other {En otra pantalla}}',
  'help.queue.door':
    '{why, select, left_open {La puerta {number} sigue abierta} did_not_open {La puerta {number} no se abre} forced {La puerta {number} se ha abierto sin permiso} other {La puerta {number} necesita a un técnico}}',
  'help.queue.state': '{state, select, waiting {Espera} late {Espera demasiado} other {Atendida}}',
  'help.queue.coming': '{name} va para allá',
  'help.queue.coming.unnamed': 'Alguien va para allá',
  'help.queue.again': 'Si en cinco minutos no ha llegado nadie, volverá a sonar.',
  'help.queue.helped': 'Resuelta',
  'help.queue.nobody': 'No había nadie',
  'help.queue.passed': 'Lo lleva otra persona',
  'help.queue.said': 'Apuntado.',
  'help.queue.problem.not-signed-in': 'La pantalla se ha bloqueado. Entra otra vez.',
  'help.queue.problem.not-now': 'Otra persona ya se ocupa, o la llamada ha terminado.',
  'help.queue.problem.storage': 'No se ha podido guardar. Ve igualmente y avisa a quien lleva el equipo.',
  'help.queue.problem.unreachable': 'El equipo no responde. Ve igualmente.',
  'help.queue.more': 'Ver las {count} llamadas',
} as const;
