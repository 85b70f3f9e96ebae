import type { Database, Queryable, Transaction } from '../../../src/hub/db/database.ts';
import type { Journal } from '../../../src/hub/db/journal.ts';

/** What a program that was killed would have said; nobody hears it. */
export class Killed extends Error {
  constructor() {
    super('killed');
    this.name = 'Killed';
  }
}

/** One life of the hub's program, which ends at a point that the world chooses. */
export interface Life {
  /** Called before every statement, before and after every commit, and before and after every flush of the journal. Throws `Killed` at the end. */
  point(): void;
  readonly isOver: boolean;
}

/** How many statements and writes of all lives are under way. */
export interface Busy {
  count: number;
}

/** How a life is disturbed: at its `at`-th point the program is killed, or only loses its connection and goes on. */
export interface Doom {
  readonly kind: 'kill' | 'cut';
  readonly at: number;
}

/** A life with its doom; null: it ends only when somebody ends it. */
export class HubLife implements Life {
  points = 0;
  isOver = false;
  wasKilled = false;
  /** How often its connection was cut. */
  cuts = 0;
  doom: Doom | null;

  constructor(doom: Doom | null) {
    this.doom = doom;
  }

  point(): void {
    this.points += 1;
    if (this.doom !== null && this.points >= this.doom.at) {
      const { kind } = this.doom;
      this.doom = null;
      if (kind === 'kill') this.wasKilled = this.isOver = true;
      else this.cuts += 1;
      throw new Killed();
    }
    if (this.isOver) throw new Killed();
  }
}

/** How a server's connection is cut under a transaction; PGlite has none, there the transaction is undone as at its next start. */
const CUT = 'SELECT pg_terminate_backend(pg_backend_pid())';

/**
 * The hub's database as one life of its program sees it. At its last point the connection is really cut where there is one; what had been
 * committed stays, what had not is undone, and the program never learns which.
 */
export function mortalDatabase(db: Database, life: Life, busy: Busy, cuts: boolean): Database {
  const query = <T extends Queryable>(runner: T): T['query'] => {
    return (sql, parameters) =>
      counted(busy, async () => {
        life.point();
        return await runner.query(sql, parameters);
      });
  };
  const inside = (tx: Transaction): Transaction => ({
    query: async (sql, parameters) => {
      try {
        life.point();
      } catch (killed) {
        if (cuts) await tx.query(CUT).catch(() => undefined);
        throw killed;
      }
      return await tx.query(sql, parameters);
    },
    savepoint: (work) => tx.savepoint(work),
  });
  return {
    durability: db.durability,
    query: query(db),
    transaction: (work) =>
      counted(busy, async () => {
        const value = await db.transaction(async (tx) => {
          const done = await work(inside(tx));
          life.point();
          return done;
        });
        life.point();
        return value;
      }),
    flush: () => counted(busy, () => db.flush()),
    close: () => Promise.resolve(),
  };
}

/** The same for the journal, which is on disk when `append` resolves: whoever is killed before its answer may have written or not. */
export function mortalJournal(journal: Journal, life: Life, busy: Busy): Journal {
  return {
    append: (record) =>
      counted(busy, async () => {
        life.point();
        await journal.append(record);
        life.point();
      }),
    replay: (apply) => counted(busy, () => journal.replay(apply)),
    size: () => journal.size(),
    rotate: () => counted(busy, () => journal.rotate()),
    close: () => journal.close(),
  };
}

/** Work that time waits for. */
export async function counted<T>(busy: Busy, work: () => Promise<T>): Promise<T> {
  busy.count += 1;
  try {
    return await work();
  } finally {
    busy.count -= 1;
  }
}
