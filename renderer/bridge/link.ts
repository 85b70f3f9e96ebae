import type { ContractRouterClient } from '@orpc/contract';
import type { StationContract } from '../../src/contract/station/contract.ts';
import type { Result } from '../../src/kernel/result.ts';

/** The station's procedures as the wire offers them; calls reject when the link breaks. */
export type StationClient = ContractRouterClient<StationContract>;

/** One living connection to the station. It is used until `closed` resolves and never again. */
export interface Link {
  readonly client: StationClient;
  /** Resolves (never rejects) when the connection is gone, whoever ended it. */
  readonly closed: Promise<void>;
  close(): void;
}

/** Nobody answered at the station's address. */
export interface DialProblem {
  readonly kind: 'no-answer';
}

/** Opens one connection. Gives up, with `no-answer`, when `signal` fires. */
export type Dial = (signal: AbortSignal) => Promise<Result<Link, DialProblem>>;
