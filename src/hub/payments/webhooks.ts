import type { UnixMs } from '../../kernel/clock.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { findNamed, wakePayment } from '../db/online-payments.ts';
import { wakeRefunds } from '../db/provider-refunds.ts';
import { alarm, type Happening } from '../domain/context.ts';
import { chanceOf, hearInside } from './hear.ts';
import type { PaymentParts } from './payment-parts.ts';
import type { WebhookNews, WebhookRefusal, WebhookRequest } from './port.ts';

/** Where news came in: the tenant and the way are in the address, and proved by nothing but the signature. */
export interface WebhookPlace {
  readonly tenantId: string;
  readonly wayId: string;
}

/** How long the ids of news are kept, so that none is heard twice: longer than any provider sends again, in milliseconds. */
const KEPT_MS = 35 * 86_400_000;

/**
 * Takes a provider's news. They are a bell, not the truth: the provider is asked how the payment is, and that is believed, so that news may come late,
 * twice, in any order or never. Resolves when it is on disk that somebody has to ask.
 */
export async function hearNews(
  parts: PaymentParts,
  place: WebhookPlace,
  request: WebhookRequest,
): Promise<Result<undefined, WebhookRefusal | { readonly kind: 'unknown' }>> {
  const way = parts.ways.find(place.tenantId, place.wayId);
  if (way === null) return err({ kind: 'unknown' });
  const news = await way.provider.hear(request);
  if (!news.ok) return news;
  await note(parts, place, news.value, request.now);
  await parts.durable();
  return ok(undefined);
}

/** Forgets the ids of news that nobody sends again. */
export async function forgetNews(parts: Pick<PaymentParts, 'db'>, now: UnixMs): Promise<void> {
  await parts.db.query('DELETE FROM payment_news WHERE received_at < $1', [now - KEPT_MS]);
}

async function note(parts: PaymentParts, place: WebhookPlace, news: WebhookNews, now: UnixMs): Promise<void> {
  const { tenantId, wayId } = place;
  await parts.db.transaction(async (tx) => {
    const found = await findNamed(tx, place, news);
    if (found === null && !isNamedByUs(news)) return;
    const fresh = await tx.query(
      `INSERT INTO payment_news (tenant_id, way_id, event_id, kind, attempt_id, received_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT DO NOTHING RETURNING event_id`,
      [tenantId, wayId, news.eventId, news.kind, found?.attemptId ?? null, now],
    );
    if (fresh.length === 0) return;
    if (found === null) {
      const c: Happening = { tx, at: now, station: { tenantId, stationId: null } };
      await alarm(c, 'payment-unknown', `${wayId}:${news.attemptId}`, {
        way: wayId,
        event: news.eventId,
        news: news.kind,
      });
      return;
    }
    if (news.reversed) await hearInside(tx, { key: found, heard: { events: () => [{ kind: 'reversed' }] }, now, chance: chanceOf(parts.random) });
    await wakePayment(tx, found, now);
    await wakeRefunds(tx, found, now);
  });
}

/**
 * Every payment of ours carries our own name for it, so that one which is not in the books was lost from them. Others come from whoever shares the account, the
 * shop's web say, and news of the account itself (a balance, a payout) from nobody: they are taken, and nothing is to be done.
 */
function isNamedByUs({ attemptId }: WebhookNews): boolean {
  return attemptId !== null && UUID_V7.test(attemptId);
}

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
