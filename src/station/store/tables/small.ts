import { z } from 'zod';
import { stationConfig, type StationConfig } from '../../../contract/hub/sync.ts';
import { type Slide, type Slides, slides as slidesSchema } from '../../../contract/slides.ts';
import type { LimiterRow } from '../../ports/store.ts';
import { jsonColumn, textRow, type Sql } from '../sql.ts';

/** The tables of one row or of one value per key: `meta`, `config`, `kiosk_session`, `limiter`. */
export interface SmallTables {
  meta(key: string): string | null;
  putMeta(key: string, value: string): void;
  config(): StationConfig | null;
  putConfig(config: StationConfig): void;
  /** What the shop shows while a screen waits; null forgets it. */
  slides(): readonly Slide[];
  putSlides(shown: Slides | null): void;
  kioskSession(): string | null;
  putKioskSession(json: string | null): void;
  limiter(scope: string): LimiterRow | null;
  putLimiter(row: LimiterRow): void;
  clearLimiter(scope: string): void;
  pruneLimiter(prefix: string, before: number, most: number): void;
}

const configRow = z.object({ body: jsonColumn(stationConfig) });
const limiterRow = z.object({ scope: z.string(), failures: z.number(), windowStartedAt: z.number(), blockedUntil: z.number() });

/** Name of the shop's slides among the small values. */
const SLIDES_KEY = 'slides';

/** Behind everything that a scope may hold: what begins with a prefix lies between it and it with this. */
const LAST_CHARACTER = '\u{10FFFF}';

/** Prepares the statements of the small tables. */
export function smallTables(sql: Sql): SmallTables {
  const meta = sql.one(textRow, 'SELECT value FROM meta WHERE key = ?');
  const putMeta = sql.run('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value');
  const config = sql.one(configRow, 'SELECT body FROM config WHERE id = 1');
  const putConfig = sql.run('INSERT INTO config (id, body) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body');
  const session = sql.one(textRow, 'SELECT body AS value FROM kiosk_session WHERE id = 1');
  const putSession = sql.run('INSERT INTO kiosk_session (id, body) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body');
  const clearSession = sql.run('DELETE FROM kiosk_session');
  const limiter = sql.one(
    limiterRow,
    'SELECT scope, failures, window_started_at AS windowStartedAt, blocked_until AS blockedUntil FROM limiter WHERE scope = ?',
  );
  const putLimiter = sql.run(`
    INSERT INTO limiter (scope, failures, window_started_at, blocked_until) VALUES (?, ?, ?, ?)
    ON CONFLICT (scope) DO UPDATE SET
      failures = excluded.failures, window_started_at = excluded.window_started_at, blocked_until = excluded.blocked_until`);
  const clearLimiter = sql.run('DELETE FROM limiter WHERE scope = ?');
  const dropOldTries = sql.run('DELETE FROM limiter WHERE scope >= ? AND scope < ? AND window_started_at < ?');
  const dropTriesBeyond = sql.run(`
    DELETE FROM limiter WHERE scope IN (
      SELECT scope FROM limiter WHERE scope >= ? AND scope < ? ORDER BY window_started_at DESC, scope LIMIT -1 OFFSET ?
    )`);
  return {
    meta: (key) => meta(key),
    putMeta: (key, value) => {
      putMeta(key, value);
    },
    config: () => config()?.body ?? null,
    putConfig: (value) => {
      putConfig(JSON.stringify(value));
    },
    slides: () => {
      // What a newer program wrote is pulled again one day; until then the screen has pictures of its own.
      const kept = slidesSchema.safeParse(JSON.parse(meta(SLIDES_KEY) || 'null'));
      return kept.success ? kept.data.slides : [];
    },
    putSlides: (shown) => void putMeta(SLIDES_KEY, shown === null ? '' : JSON.stringify(shown)),
    kioskSession: () => session(),
    putKioskSession: (json) => {
      if (json === null) clearSession();
      else putSession(json);
    },
    limiter: (scope) => limiter(scope),
    putLimiter: (l) => {
      putLimiter(l.scope, l.failures, l.windowStartedAt, l.blockedUntil);
    },
    clearLimiter: (scope) => {
      clearLimiter(scope);
    },
    pruneLimiter: (prefix, before, most) => {
      const end = `${prefix}${LAST_CHARACTER}`;
      dropOldTries(prefix, end, before);
      dropTriesBeyond(prefix, end, most);
    },
  };
}
