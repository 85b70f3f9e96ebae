import type { ReturnRule } from '../../../core/returns/return-flow.ts';
import type { RandomBytes } from '../../../kernel/random.ts';
import type { Catalogue } from '../../ports/catalogue.ts';
import type { StationPrinter } from '../../ports/peripherals.ts';
import type { SiloHost } from '../silo/silo-guest.ts';
import type { SiloParts } from '../silo/silo-parts.ts';

/** What returns need beside what the silo itself does. */
export interface ReturnsParts extends SiloParts {
  readonly host: Pick<SiloHost, 'invite' | 'isTaken' | 'begin'>;
  readonly catalogue: Pick<Catalogue, 'variant'>;
  readonly printer: StationPrinter;
  readonly random: RandomBytes;
  readonly rule: ReturnRule;
  /** IANA name of the shop's time zone. */
  readonly timeZone: string;
}
