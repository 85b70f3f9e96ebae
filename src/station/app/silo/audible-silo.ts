import type { Sounds } from '../../ports/peripherals.ts';
import type { Silo } from './silo.ts';

/** The same silo, with a beep for each code that was taken or refused. One that came while the silo was busy was neither. */
export function audibleSilo(silo: Silo, sounds: Sounds): Pick<Silo, 'scan' | 'enterPin' | 'confirmPin'> {
  const heard = <R extends Awaited<ReturnType<Silo['scan' | 'enterPin' | 'confirmPin']>>>(outcome: R): R => {
    if (outcome.ok) sounds.beep('taken');
    else if (outcome.error.kind !== 'busy' && outcome.error.kind !== 'not-now') sounds.beep('refused');
    return outcome;
  };
  return {
    scan: (input) => heard(silo.scan(input)),
    enterPin: async (input) => heard(await silo.enterPin(input)),
    confirmPin: async (input) => heard(await silo.confirmPin(input)),
  };
}
