import type { PassBody } from '../../../contract/pass/pass.ts';
import type { Heard } from './silo-guest.ts';
import type { ScanSource } from './silo-parts.ts';
import type { SiloScreen } from './silo-screen.ts';

/** What the first guest whose code this is made of it, who serves its bearer from here on; null: it is nobody's among them. */
export function greetGuests(screen: SiloScreen, pass: PassBody, source: ScanSource): Heard | null {
  for (const guest of screen.guests()) {
    const heard = guest.greet?.(pass, source) ?? null;
    if (heard === null) continue;
    if (heard !== 'busy') {
      screen.begin(pass.passId);
      screen.refresh();
    }
    return heard;
  }
  return null;
}
