import type { FamilyName } from '../wire/family-name.ts';
import type { EightAStatusOrder } from '../wire/eight-a-status.ts';
import type { BoardFamily } from './board-family.ts';
import { eightAFamily } from './8a80/8a80-family.ts';
import { cu16Family } from './cu16/cu16-family.ts';
import { cu48Family } from './cu48/cu48-family.ts';
import { modbusRelayFamily, usualModbusPulseMs } from './modbus-relay/modbus-relay-family.ts';
import { wklyFamily } from './wkly/wkly-family.ts';

/** The part of a bus's configuration that decides how its boards are spoken to. */
export interface FamilyChoice {
  readonly family: FamilyName;
  /** Modbus relay boards only: on their inputs (the usual thing), or there are none and every lock stays `unknown`. */
  readonly feedback?: 'inputs' | 'none' | undefined;
  /** Modbus relay boards only, since others know their own: how long a coil is on, in milliseconds. */
  readonly pulseMs?: number | undefined;
  /** `8A`/`80` boards only: which status byte holds the first channels. Commissioning finds it out; the usual one where nothing is said. */
  readonly statusOrder?: EightAStatusOrder | undefined;
}

/** The family of a bus. The compiler asks for a new arm here when the configuration knows a new name. */
export function familyOf({ family, feedback = 'inputs', pulseMs = usualModbusPulseMs, statusOrder = 'usual' }: FamilyChoice): BoardFamily {
  switch (family) {
    case 'cu48':
      return cu48Family;
    case 'cu16':
      return cu16Family;
    case '8a80':
      return eightAFamily({ statusOrder });
    case 'wkly':
      return wklyFamily;
    case 'modbus-relay':
      return modbusRelayFamily({ feedback, pulseMs });
  }
}
