import type { Flat } from './floor-intents.ts';
import type { StationClient } from './link.ts';

type In<G extends keyof StationClient, P extends keyof StationClient[G]> = StationClient[G][P] extends (input: infer I, ...rest: never[]) => unknown
  ? I
  : never;

/** Calls for help, and what a technician may ask. */
export function serviceIntents(flat: Flat) {
  return {
    help: {
      call: (input: In<'help', 'call'>) => flat((c, signal) => c.help.call(input, { signal })),
      takeBack: (input: In<'help', 'takeBack'>) => flat((c, signal) => c.help.takeBack(input, { signal })),
      answer: (input: In<'help', 'answer'>) => flat((c, signal) => c.help.answer(input, { signal })),
      end: (input: In<'help', 'end'>) => flat((c, signal) => c.help.end(input, { signal })),
    },
    speech: {
      /** One piece as sound; `abort` gives it up, and the program that speaks ends. */
      say: (input: In<'speech', 'say'>, abort: AbortSignal) =>
        flat(async (c, signal) => {
          try {
            return await c.speech.say(input, { signal: AbortSignal.any([signal, abort]) });
          } catch (error) {
            // Whoever gave it up knows; it is no fault of anybody's.
            if (abort.aborted) return { ok: false, error: { kind: 'failed' } } as const;
            throw error;
          }
        }),
    },
    service: {
      testDoor: (input: In<'service', 'testDoor'>) => flat((c, signal) => c.service.testDoor(input, { signal })),
      takeOut: (input: In<'service', 'takeOut'>) => flat((c, signal) => c.service.takeOut(input, { signal })),
      bringBack: (input: In<'service', 'bringBack'>) => flat((c, signal) => c.service.bringBack(input, { signal })),
      beginSwap: (input: In<'service', 'beginSwap'>) => flat((c, signal) => c.service.beginSwap(input, { signal })),
      finishSwap: (input: In<'service', 'finishSwap'>) => flat((c, signal) => c.service.finishSwap(input, { signal })),
      beginWiring: () => flat((c, signal) => c.service.beginWiring({}, { signal })),
      sawDoor: (input: In<'service', 'sawDoor'>) => flat((c, signal) => c.service.sawDoor(input, { signal })),
      nextDoor: () => flat((c, signal) => c.service.nextDoor({}, { signal })),
      endWiring: () => flat((c, signal) => c.service.endWiring({}, { signal })),
      exportTargets: () => flat((c, signal) => c.service.exportTargets({}, { signal })),
      exportAudit: (input: In<'service', 'exportAudit'>) => flat((c, signal) => c.service.exportAudit(input, { signal })),
      backups: () => flat((c, signal) => c.service.backups({}, { signal })),
      restore: (input: In<'service', 'restore'>) => flat((c, signal) => c.service.restore(input, { signal })),
    },
  };
}
