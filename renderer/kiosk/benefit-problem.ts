import type { StationIntents } from '../bridge/intents.ts';

type Failure<T> = T extends { readonly ok: false; readonly error: { readonly kind: infer K extends string } } ? K : never;
type Answer<F> = F extends (...input: never[]) => Promise<infer R> ? R : never;
type Intents = Omit<StationIntents['benefits'], 'atTill' | 'pointsAtTill'>;

/** Every way in which the station may refuse something about coupons, members and consents. A new one does not compile until it has its sentence. */
export type BenefitProblem = { [P in keyof Intents]: Failure<Answer<Intents[P]>> }[keyof Intents];
