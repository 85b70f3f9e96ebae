import type { StationIntents } from '../bridge/intents.ts';

type Assist = StationIntents['assist'];
type Failure<P extends keyof Assist> = Extract<Awaited<ReturnType<Assist[P]>>, { readonly ok: false }>['error']['kind'];

/** Why something that staff asked beside a shopper was not done; each has its message, `assist.problem.…`. */
export type AssistProblem = Failure<'discount' | 'undiscount' | 'customer' | 'note' | 'eraseNote'>;
