import { type Contact, contact } from '../../contract/orders.ts';
import type { UnixMs } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { RandomBytes } from '../../kernel/random.ts';
import type { DeliveryProblem, Messenger } from '../connectors/messenger.ts';
import type { Database, Queryable } from '../db/database.ts';
import type { MemberSigner } from '../keys/member-key.ts';
import { num, parsed, str, strOrNull } from '../db/rows.ts';
import { z } from 'zod';
import { confirms, type MessageKind, messageKinds, STEPS } from '../domain/messages.ts';
import { noteConfirmed } from '../after/legal-facts.ts';
import { composeMessage } from '../messages/compose-message.ts';

/** What sending needs. */
export interface SendingParts {
  readonly db: Database;
  readonly messenger: Messenger;
  readonly random: RandomBytes;
  readonly logger: Logger;
  /** The address under which customers reach the hub, without a slash at its end. */
  readonly publicUrl: string;
  /** Signs the code that a member is sent. */
  readonly memberCode: MemberSigner['code'];
}

/** First wait after a failed try; each next one is twice as long, up to the longest. In milliseconds. */
const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 3_600_000;
/** About a day and a half of tries; then it is a person's turn. */
const MAX_ATTEMPTS = 45;
/** Before the problem of a try that may have arrived. */
const LOST = 'lost: ';
/** How long a message is left to the process that took it. */
const CLAIM_MS = 60_000;

interface DueMessage {
  readonly tenantId: string;
  readonly messageId: string;
  readonly orderId: string | null;
  readonly kind: MessageKind;
  readonly about: string;
  readonly contact: Contact | null;
  readonly createdAt: UnixMs;
  readonly attempts: number;
  /** Why the last try did not do. */
  readonly problem: string | null;
}

/**
 * Sends what is due, oldest first. Of several things that happened to an order while the hub or the mail server was away only the
 * last is told: nobody is called to a parcel that they hold in their hands.
 */
export async function sendMessages(parts: SendingParts, now: UnixMs): Promise<void> {
  for (let message = await claimNext(parts.db, now); message !== null; message = await claimNext(parts.db, now)) {
    if (await isSuperseded(parts.db, message)) await end(parts.db, message, 'superseded', now, null);
    else await deliver(parts, message, now);
  }
}

/** Takes the next due message for a minute. `SKIP LOCKED` lets several hub processes share the queue. */
async function claimNext(db: Database, now: UnixMs): Promise<DueMessage | null> {
  const [row] = await db.query(
    `UPDATE messages SET attempts = attempts + 1, next_at = $1::bigint + ${CLAIM_MS}
     WHERE (tenant_id, message_id) IN (
       SELECT tenant_id, message_id FROM messages WHERE state = 'pending' AND next_at <= $1
       ORDER BY created_at, next_at, message_id LIMIT 1 FOR UPDATE SKIP LOCKED
     ) RETURNING *`,
    [now],
  );
  if (row === undefined) return null;
  return {
    tenantId: str(row, 'tenant_id'),
    messageId: str(row, 'message_id'),
    orderId: strOrNull(row, 'order_id'),
    kind: parsed(row, 'kind', z.enum(messageKinds)),
    about: str(row, 'about'),
    contact: parsed(row, 'contact', contact.nullable()),
    createdAt: num(row, 'created_at'),
    attempts: num(row, 'attempts'),
    problem: strOrNull(row, 'problem'),
  };
}

/** Calls to a parcel, and what makes them old: it was handed over, or taken out. */
const CALLS: ReadonlySet<MessageKind> = new Set(['ready', 'another', 'code', 'reminder', 'extended']);
const ENDS: ReadonlySet<MessageKind> = new Set(['collected', 'recalled']);

/**
 * Is there newer news that makes this message old? Steps of the order are overtaken by later ones that confirm it in their place; what calls to a parcel by the end of that
 * parcel alone, because others may still wait. What is not true any more is found when the message is written.
 */
async function isSuperseded(db: Queryable, message: DueMessage): Promise<boolean> {
  if (message.orderId === null) return false;
  const rows = await db.query(
    `SELECT m.kind, m.about, m.state, o.status FROM messages m JOIN orders o ON o.tenant_id = m.tenant_id AND o.order_id = m.order_id
     WHERE m.tenant_id = $1 AND m.order_id = $2`,
    [message.tenantId, message.orderId],
  );
  const parcel = message.about.split('.')[0];
  const step = STEPS.indexOf(message.kind);
  return rows.some((row) => {
    const kind = parsed(row, 'kind', z.enum(messageKinds));
    // Who withdrew from all of it needs no confirmation; from a part of it they do.
    if (kind === 'withdrawn') return step >= 0 && row['status'] === 'cancelled';
    if (step >= 0) return STEPS.includes(kind) ? STEPS.indexOf(kind) > step : confirms(kind) && row['state'] !== 'superseded';
    return CALLS.has(message.kind) && ENDS.has(kind) && str(row, 'about') === parcel;
  });
}

async function deliver(parts: SendingParts, message: DueMessage, now: UnixMs): Promise<void> {
  const outgoing = await composeMessage(parts.db, message, { publicUrl: parts.publicUrl, now, memberCode: parts.memberCode });
  if (outgoing === null) return await end(parts.db, message, 'superseded', now, 'what it tells is not so any more');
  const sent = await parts.messenger.send(outgoing);
  const facts = { message: message.messageId, kind: message.kind, attempts: message.attempts };
  if (sent.ok) {
    parts.logger.info('message sent', facts);
    // A text message has no room for the rights and is nothing that lasts: whoever got only that was not informed, and the law gives them longer.
    if (message.orderId !== null && outgoing.to.kind === 'email' && confirms(message.kind))
      await noteConfirmed(parts.db, message.tenantId, message.orderId, now);
    return await end(parts.db, message, 'sent', now, null);
  }
  parts.logger.warn('message not sent', { ...facts, problem: sent.error.kind });
  await retryOrGiveUp(parts, message, now, sent.error);
}

async function retryOrGiveUp(parts: SendingParts, message: DueMessage, now: UnixMs, problem: DeliveryProblem): Promise<void> {
  const isLostTwice = problem.kind === 'lost' && message.problem?.startsWith(LOST) === true;
  if (problem.kind === 'permanent' || isLostTwice || message.attempts >= MAX_ATTEMPTS) {
    await end(parts.db, message, 'failed', now, problem.detail);
    await parts.db.query(`INSERT INTO alarms (tenant_id, alarm_key, kind, at, facts) VALUES ($1, $2, 'message-failed', $3, $4::jsonb) ON CONFLICT DO NOTHING`, [
      message.tenantId,
      `message-failed:${message.messageId}`,
      now,
      JSON.stringify({ orderId: message.orderId, kind: message.kind }),
    ]);
    return;
  }
  await parts.db.query('UPDATE messages SET next_at = $3, problem = $4 WHERE tenant_id = $1 AND message_id = $2', [
    message.tenantId,
    message.messageId,
    now + retryWait(message.attempts, parts.random),
    `${problem.kind === 'lost' ? LOST : ''}${problem.detail}`.slice(0, 500),
  ]);
}

/** Twice as long each time, somewhere between half and all of it, so that a queue does not come back all at once. */
function retryWait(attempts: number, random: RandomBytes): number {
  const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempts - 1));
  const [byte = 0] = random(1);
  return Math.round(longest * (0.5 + byte / 510));
}

async function end(db: Queryable, message: DueMessage, state: 'sent' | 'superseded' | 'failed', now: UnixMs, problem: string | null): Promise<void> {
  await db.query('UPDATE messages SET state = $3, ended_at = $4, problem = $5, contact = NULL WHERE tenant_id = $1 AND message_id = $2', [
    message.tenantId,
    message.messageId,
    state,
    now,
    problem,
  ]);
  if (state === 'superseded') await confirmAfterAll(db, message, now);
}

/**
 * What was to confirm the order in place of its steps is not true any more, and nothing else is on its way that could: then the last step is told after all. An
 * order that is over without goods confirms nothing.
 */
async function confirmAfterAll(db: Queryable, { tenantId, messageId, orderId, kind }: DueMessage, now: UnixMs): Promise<void> {
  if (orderId === null || !confirms(kind)) return;
  await db.query(
    `UPDATE messages m SET state = 'pending', next_at = $3, ended_at = NULL, problem = NULL FROM orders o
     WHERE m.tenant_id = $1 AND m.message_id <> $6 AND m.state = 'superseded' AND m.message_id = (
         SELECT step.message_id FROM messages step WHERE step.tenant_id = $1 AND step.order_id = $2 AND step.kind IN (SELECT jsonb_array_elements_text($4::jsonb))
         ORDER BY step.kind = 'paid' DESC LIMIT 1)
       AND o.tenant_id = $1 AND o.order_id = $2 AND o.confirmed_at IS NULL AND o.status <> 'cancelled' AND o.contact IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM messages other WHERE other.tenant_id = $1 AND other.order_id = $2 AND other.state <> 'superseded'
         AND other.kind IN (SELECT jsonb_array_elements_text($5::jsonb)))`,
    [tenantId, orderId, now, JSON.stringify(STEPS), JSON.stringify(messageKinds.filter(confirms)), messageId],
  );
}
