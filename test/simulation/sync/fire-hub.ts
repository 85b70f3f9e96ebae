import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createChangeSignal } from '../../../src/hub/api/changes.ts';
import { defaultLimits } from '../../../src/hub/api/parts.ts';
import { buildServer } from '../../../src/hub/api/server.ts';
import type { Server } from '../../../src/hub/api/server-types.ts';
import type { Database } from '../../../src/hub/db/database.ts';
import { createListening } from '../../../src/hub/db/heard.ts';
import { openJournal } from '../../../src/hub/db/journal.ts';
import { createIntake, type Intake } from '../../../src/hub/domain/intake.ts';
import { createPayments } from '../../../src/hub/payments/payments.ts';
import { openWays } from '../../../src/hub/payments/providers.ts';
import { loadAuditSigner } from '../../../src/hub/keys/audit-key.ts';
import { memorySecrets } from '../../../src/hub/keys/secret-files.ts';
import type { Clock } from '../../../src/kernel/clock.ts';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { type Busy, counted, type Doom, HubLife, Killed, mortalDatabase, mortalJournal } from './mortal-database.ts';

/** Where the hub is, as stations know it. */
export const HUB_URL = 'https://hub.example';

/** A request on its way. */
export interface Sent {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | null;
}

/** An answer of the hub; null: the connection broke, and nobody knows what became of the request. */
export type Answered = { readonly status: number; readonly headers: Headers; readonly body: string } | null;

/** What all lives of the hub share: the database, the disk, the time. */
export interface HubGround {
  readonly db: Database;
  readonly clock: Clock;
  readonly busy: Busy;
  /** True where connections can be cut (PostgreSQL). */
  readonly cuts: boolean;
}

/** Every limit far above what a story asks: what they do is tested elsewhere. */
const endless = { burst: 1e9, perSecond: 1e9 };

/**
 * The hub's program on a database that outlives it: its API with every check, its journal where the database needs one, its use-cases and
 * its SQL. It is killed and started again.
 */
export class FireHub {
  readonly #ground: HubGround;
  readonly #directory = mkdtempSync(join(tmpdir(), 'pasillo-fire-hub-'));
  readonly #secrets = memorySecrets();
  #life = new HubLife(null);
  #server: Server | null = null;
  #intake: Intake | null = null;
  #notify: () => void = () => {};
  kills = 0;
  cuts = 0;
  points = 0;

  constructor(ground: HubGround) {
    this.#ground = ground;
  }

  get isUp(): boolean {
    return this.#server !== null && !this.#life.isOver;
  }

  /** The database as the program that runs now sees it. */
  get db(): Database {
    return mortalDatabase(this.#ground.db, this.#life, this.#ground.busy, this.#ground.cuts);
  }

  /** Starts the program, which may be killed already while it reads its journal; then it is down again. */
  start(doom: Doom | null = null): Promise<void> {
    return counted(this.#ground.busy, () => this.#start(doom));
  }

  async #start(doom: Doom | null): Promise<void> {
    await this.#bury();
    const life = new HubLife(doom);
    this.#life = life;
    const { busy, cuts } = this.#ground;
    const clock = clockOf(this.#ground.clock, life);
    const db = mortalDatabase(this.#ground.db, life, busy, cuts);
    const changes = createChangeSignal(clock);
    const journal = db.durability === 'journal' ? mortalJournal(await openJournal(join(this.#directory, 'journal')), life, busy) : null;
    const phoneToken = (tenantId: string, orderId: string) => createHash('sha256').update(`${tenantId} ${orderId}`).digest('base64url').slice(0, 22);
    const intake = createIntake({ db, journal, phoneToken, clock, logger: silentLogger, changed: changes.notify });
    this.#intake = intake;
    try {
      await intake.replay();
    } catch (failure) {
      // Whatever ends the reading of the journal ends the program; it is started again.
      if (!(failure instanceof Killed)) throw failure;
      life.isOver = true;
      return;
    }
    const sign = () => new Uint8Array(64);
    this.#notify = changes.notify;
    const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));
    const ways = openWays([], { clock });
    const payments = createPayments({
      db,
      clock,
      random,
      logger: silentLogger,
      ways,
      durable: () => intake.durable(),
      publicUrl: () => HUB_URL,
      kick: () => {},
    });
    this.#server = await buildServer({
      db,
      intake,
      clock,
      logger: silentLogger,
      changes,
      changed: changes.notify,
      random,
      payments,
      pinCost: 2,
      snapshots: { newest: () => null, part: async () => null },
      keyOf: () => Promise.resolve({ keyId: 1, leastNotBefore: 0, sign }),
      commandSignerOf: () => Promise.resolve(sign),
      enrolling: { rootOf: () => Promise.resolve(null), bankKeyOf: () => 'A'.repeat(43) },
      auditSigner: await loadAuditSigner(this.#secrets),
      memberCode: () => '',
      listening: createListening(db),
      limits: { ...defaultLimits, station: endless, enrol: endless },
      version: 'test',
      origins: () => [HUB_URL],
      phoneToken,
      media: { read: async () => null, put: () => Promise.reject(new Error('this hub keeps no files')) },
      rendererDir: this.#directory,
    });
  }

  /** From now on: after so many more points something happens to it. */
  threaten(doom: Doom): void {
    this.#life.doom = { ...doom, at: this.#life.points + doom.at };
  }

  /** Is there a threat that has not come true? */
  get isThreatened(): boolean {
    return this.#life.doom !== null;
  }

  /** Takes a threat back. */
  calm(): void {
    this.#life.doom = null;
  }

  /** Ends it between two points. */
  kill(): void {
    this.#life.wasKilled = true;
    this.#life.isOver = true;
  }

  /** Something was written past its API. */
  changed(): void {
    this.#notify();
  }

  /** Empties the journal into the database, as it does by the hour. */
  async checkpoint(): Promise<void> {
    if (this.isUp) await this.#intake?.checkpoint().catch(() => undefined);
  }

  /** Takes a request. What a life said that ended meanwhile is not heard. */
  async answer(sent: Sent): Promise<Answered> {
    const life = this.#life;
    const server = this.#server;
    if (server === null || life.isOver) return null;
    const payload = sent.body === null ? {} : { payload: sent.body };
    const ask = () => server.inject({ method: sent.method, url: sent.path, headers: sent.headers, ...payload });
    // Time waits for every answer but those that are held back until something happens.
    const answer = await (sent.path.startsWith('/v1/wait') ? ask() : counted(this.#ground.busy, ask));
    if (life.isOver) return null;
    const headers = new Headers({ 'content-type': String(answer.headers['content-type']), date: new Date(this.#ground.clock.now()).toUTCString() });
    const retryAfter = answer.headers['retry-after'];
    if (retryAfter !== undefined) headers.set('retry-after', String(retryAfter));
    return { status: answer.statusCode, headers, body: answer.body };
  }

  async close(): Promise<void> {
    this.#life.isOver = true;
    await this.#bury();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  async #bury(): Promise<void> {
    const life = this.#life;
    life.isOver = true;
    this.points += life.points;
    this.kills += life.wasKilled ? 1 : 0;
    this.cuts += life.cuts;
    this.#life = new HubLife(null);
    this.#life.isOver = true;
    this.#server = null;
    await this.#intake?.close().catch(() => undefined);
    this.#intake = null;
  }
}

/** The hub's clock, whose timers end with a life. */
function clockOf(clock: Clock, life: HubLife): Clock {
  return {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    after: (ms, run) =>
      clock.after(ms, () => {
        if (!life.isOver) run();
      }),
  };
}
