/** The texts for loading, taking out and couriers, in Spanish. */
export const esLoad = {
  'staff.prepare.unreadable': 'Eso no es un número de pedido. Vuelve a pasar la etiqueta o escribe el número.',
  'staff.prepare.for-shipping': 'Ese pedido se envía a casa: no va en el silo. Déjalo con los envíos.',
  'staff.prepare.cancelled': 'Ese pedido está cancelado. No lo cargues: devuélvelo al almacén.',
  'staff.prepare.already-collected': 'El cliente ya ha recogido ese pedido. Pregunta en la central antes de cargar otro paquete.',
  'staff.prepare.too-big': 'No cabe: este silo no tiene taquillas de ese tamaño. Guarda el paquete en el mostrador y avisa al cliente.',
  'staff.prepare.only-kept': 'Solo quedan las taquillas reservadas para devoluciones. Puedes usar una de ellas.',
};
