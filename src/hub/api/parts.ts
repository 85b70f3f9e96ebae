import type { SignEd25519 } from '../../contract/pass/pass.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { RandomBytes } from '../../kernel/random.ts';
import type { Database } from '../db/database.ts';
import type { Listening } from '../db/heard.ts';
import type { AuditSigner } from '../keys/audit-key.ts';
import type { MemberSigner } from '../keys/member-key.ts';
import type { PhoneTokens } from '../domain/context.ts';
import type { EnrolmentKeys } from '../domain/enrolment.ts';
import type { Intake } from '../domain/intake.ts';
import type { PassSigningKey } from '../keys/keys.ts';
import type { MediaStore } from '../media/media-store.ts';
import type { Payments } from '../payments/payments.ts';
import type { Snapshots } from '../snapshots/snapshots.ts';
import type { Limiter, RateLimit } from './token-bucket.ts';

/** How often one caller may ask. */
export interface ApiLimits {
  /** Signed requests of one station. */
  readonly station: RateLimit;
  /** Enrolments from one address. */
  readonly enrol: RateLimit;
  /** Reads of one order's link, and of links from one address; also what is asked for from one address. */
  readonly phone: RateLimit;
  /** What is asked for on the page behind one order's link. */
  readonly action: RateLimit;
  /** Requests of one operator, and guesses at tokens, or at coupons, from one address. */
  readonly operator: RateLimit;
  readonly stranger: RateLimit;
  /** Doors that one operator opens from afar. */
  readonly opening: RateLimit;
  /** Guesses at a kiosk at whose order a number is: for each number, and for each station. */
  readonly guess: RateLimit;
  readonly guesses: RateLimit;
}

/** The limits for normal use. */
export const defaultLimits: ApiLimits = {
  station: { burst: 120, perSecond: 20 },
  enrol: { burst: 10, perSecond: 0.1 },
  phone: { burst: 30, perSecond: 1 },
  action: { burst: 12, perSecond: 0.1 },
  operator: { burst: 60, perSecond: 5 },
  stranger: { burst: 10, perSecond: 0.1 },
  opening: { burst: 3, perSecond: 0.05 },
  guess: { burst: 5, perSecond: 0.003 },
  guesses: { burst: 20, perSecond: 0.05 },
};

/** What the API is made of. */
export interface ApiParts {
  readonly db: Database;
  readonly intake: Intake;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly changes: ChangeSignal;
  /** The tokens of orders' pages. */
  readonly phoneToken: PhoneTokens;
  /** Signs for what the hub has seen of stations' audits. */
  readonly auditSigner: AuditSigner;
  /** Signs members' codes. */
  readonly memberCode: MemberSigner['code'];
  /** Something was changed past a push: stations and chores look again. */
  readonly changed: () => void;
  readonly random: RandomBytes;
  /** scrypt's N for PINs. */
  readonly pinCost: number;
  readonly keyOf: (tenantId: string) => Promise<PassSigningKey>;
  /** Signs commands from afar, with a key that signs nothing else. */
  readonly commandSignerOf: (tenantId: string) => Promise<SignEd25519>;
  /** What a new station is given beside its identity. */
  readonly enrolling: EnrolmentKeys;
  /** Notes how far stations have come in their buckets. */
  readonly listening: Listening;
  readonly payments: Payments;
  /** Whole catalogues, for stations that begin. */
  readonly snapshots: Pick<Snapshots, 'newest' | 'part'>;
  readonly limits: ApiLimits;
  readonly version: string;
  /** The origins (`https://hub.example`) under which stations may reach this hub: what a signature's target may begin with. */
  readonly origins: () => readonly string[];
  /** Photographs and models of the catalogue, and pictures of slides. */
  readonly media: MediaStore;
  /** The folder of the built pages, with `phone.html` and `assets/`. */
  readonly rendererDir: string;
}

/** Tells waiting requests that some bucket may have changed. */
export interface ChangeSignal {
  notify(): void;
  /** Resolves at the next `notify`, or after `ms`. */
  wait(ms: number): Promise<void>;
  /** True once the hub is stopping: whoever waits goes home. */
  closed(): boolean;
  close(): void;
}

/** Limiters, one per purpose. */
export interface Limiters {
  readonly station: Limiter;
  readonly enrol: Limiter;
  readonly phoneToken: Limiter;
  readonly phoneAddress: Limiter;
  readonly actionToken: Limiter;
  readonly actionAddress: Limiter;
  /** Tries of coupons from one address. */
  readonly couponAddress: Limiter;
  readonly operator: Limiter;
  readonly stranger: Limiter;
  readonly opening: Limiter;
  readonly guessOrder: Limiter;
  readonly guessStation: Limiter;
}
