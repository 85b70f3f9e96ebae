import type { StationIntents } from '../bridge/intents.ts';
import { useText } from '../i18n/use-text.ts';
import { ProblemBanner } from '../ui/problem-banner.tsx';

type Failure<T> = T extends { readonly ok: false; readonly error: { readonly kind: infer K extends string } } ? K : never;
type Answer<F> = F extends (...input: never[]) => Promise<infer R> ? R : never;
type Intents = StationIntents['orders'];

/** Every way in which the station may refuse something about an order that was placed before. */
export type OrderProblem = { [P in keyof Intents]: Failure<Answer<Intents[P]>> }[keyof Intents];

/** What went wrong and what to do now. */
export function OrderTrouble({ kind }: { readonly kind: OrderProblem | null }) {
  const text = useText();
  if (kind === null) return null;
  return <ProblemBanner>{text(words(kind))}</ProblemBanner>;
}

function words(kind: OrderProblem) {
  switch (kind) {
    case 'no-match':
    case 'wait':
    case 'unreadable':
    case 'offline':
    case 'not-now':
    case 'too-often':
      return `after.find.problem.${kind}` as const;
    case 'no-order':
    case 'no-session':
      return 'after.find.problem.over';
    case 'storage':
    case 'unreachable':
    case 'nothing-to-print':
    case 'no-printer':
    case 'paper-out':
    case 'cover-open':
      return `kiosk.problem.${kind}` as const;
  }
}
