import { esKiosk } from '../../renderer/i18n/es/kiosk.ts';
import { esPhone } from '../../renderer/i18n/es/phone.ts';
import { esSilo } from '../../renderer/i18n/es/silo.ts';
import { esStaff } from '../../renderer/i18n/es/staff.ts';
import { esUi } from '../../renderer/i18n/es/ui.ts';

/** Every message of the interface in Spanish: the demonstration finds buttons by the words that people read. */
export const es = { ...esKiosk, ...esPhone, ...esSilo, ...esStaff, ...esUi } as const;

/** A message whose places are filled with anything: `Cobrado: {price}` matches `Cobrado: 39,90 €`. */
export function like(message: string): RegExp {
  return new RegExp(
    `^${message
      .split(/\{[^{}]*\}/)
      .map(literal)
      .join('.+')}$`,
  );
}

/** A button that says more than its name: `Cobrar` matches `Cobrar Escanea el código`. */
export function startsWith(message: string): RegExp {
  return new RegExp(`^${literal(message)}`);
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
