import type { HelpScreen, HelpView } from '../contract/station/help-views.ts';
import type { CompartmentId } from '../kernel/ids.ts';
import type { Check } from './app/check/check.ts';
import { createHelp, type Help, type HelpParts } from './app/help/help.ts';
import { createService, type Service, type ServiceParts } from './app/service/service.ts';
import type { SiloHost } from './app/silo/silo-guest.ts';
import type { StaffAccess } from './app/staff-access/staff-access.ts';
import type { DoorWatch } from './app/watch/watch.ts';
import type { StationIntents } from './ports/intents.ts';
import type { Published } from './ports/screens.ts';

/** What calling for help and the technician's work stand on. */
export interface ServiceBase extends Omit<HelpParts, 'staff'>, Omit<ServiceParts, 'staff' | 'check' | 'doors'> {
  readonly doors: ServiceParts['doors'];
  readonly staff: StaffAccess;
  readonly check: Check;
  readonly silo: SiloHost;
  readonly watch: Pick<DoorWatch, 'onAlarm'>;
}

/** Help and service, with what they add to the screens. */
export interface ServiceSide {
  readonly help: Help;
  readonly service: Service;
  close(): void;
}

/** Puts help and service together. A door that needs a hand, or that nobody should have opened, calls for somebody by itself. */
export function assembleService(base: ServiceBase): ServiceSide {
  const help = createHelp(base);
  const service = createService(base);
  const numberOf = (compartmentId: CompartmentId) => base.store.read.compartment(compartmentId)?.number ?? null;
  const stops = [
    base.silo.onStaffNeeded(({ why, compartmentId }) => void help.raiseHelp('silo', why, numberOf(compartmentId))),
    base.watch.onAlarm(({ why, compartmentId }) => void help.raiseHelp('silo', why, numberOf(compartmentId))),
  ];
  return {
    help,
    service,
    close: () => {
      for (const stop of stops) stop();
      help.close();
      service.close();
    },
  };
}

/** A screen's view with the call that is open at it. */
export function withHelp<V extends object>(view: Published<V>, help: Help, screen: HelpScreen): Published<V & { readonly help: HelpView }> {
  return {
    current: () => ({ ...view.current(), help: help.view(screen) }),
    onChange: (listener) => {
      const stops = [view.onChange(listener), help.onChange(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

/** The intents of the contract's groups `help` and `service`. */
export function serviceIntents({ help, service }: ServiceSide): Pick<StationIntents, 'help' | 'service'> {
  return {
    help: {
      call: async (input) => help.call(input),
      takeBack: async (input) => help.takeBack(input),
      answer: async (input) => help.answer(input),
      end: async (input) => help.end(input),
    },
    service: {
      testDoor: (input) => service.testDoor(input),
      takeOut: async (input) => service.takeOut(input),
      bringBack: async (input) => service.bringBack(input),
      beginSwap: async (input) => service.beginSwap(input),
      finishSwap: async (input) => service.finishSwap(input),
      beginWiring: async () => service.beginWiring(),
      sawDoor: async (input) => service.sawDoor(input),
      nextDoor: async () => service.nextDoor(),
      endWiring: async () => service.endWiring(),
      exportTargets: () => service.exportTargets(),
      exportAudit: (input) => service.exportAudit(input),
      backups: async () => service.backups(),
      restore: (input) => service.restore(input),
    },
  };
}
