import type { ReactNode } from 'react';
import type { StationIntents } from '../bridge/intents.ts';
import { useText } from '../i18n/use-text.ts';
import { ProblemBanner } from '../ui/problem-banner.tsx';

type Failure<T> = T extends { readonly ok: false; readonly error: { readonly kind: infer K extends string } } ? K : never;
type Answer<F> = F extends (...input: never[]) => Promise<infer R> ? R : never;
/** Bags that come and go have their own sentences where they are shown. */
type Intents = Omit<StationIntents['kiosk'], 'bagCode' | 'takeBag'>;

/** Every way in which the kiosk's station may refuse. A new one does not compile until it has its sentence. */
export type KioskProblem = { [P in keyof Intents]: Failure<Answer<Intents[P]>> }[keyof Intents] | Failure<Answer<StationIntents['catalogue']['product']>>;

/** What went wrong and what to do now, in one sentence. */
export function Problem({ kind, action }: { readonly kind: KioskProblem | null; readonly action?: ReactNode }) {
  const text = useText();
  if (kind === null) return null;
  return <ProblemBanner action={action}>{text(`kiosk.problem.${kind}`)}</ProblemBanner>;
}
