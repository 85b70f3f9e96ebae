import { join } from 'node:path';
import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/logger.ts';
import type { RandomBytes } from '../kernel/random.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { createChangeSignal } from './api/changes.ts';
import type { ApiLimits } from './api/parts.ts';
import { buildServer } from './api/server.ts';
import type { Server } from './api/server-types.ts';
import { byContact, keptTexts } from './connectors/by-contact.ts';
import { mailboxMessenger } from './connectors/mailbox.ts';
import type { Messenger } from './connectors/messenger.ts';
import { smtpMessenger } from './connectors/smtp.ts';
import type { TextsAccount } from './connectors/texts-setup.ts';
import { twilioMessenger } from './connectors/twilio.ts';
import type { Database, OpenProblem } from './db/database.ts';
import { createListening } from './db/heard.ts';
import { openJournal } from './db/journal.ts';
import { type DatabaseChoice, openDatabase } from './db/open.ts';
import { makeOperatorToken } from './db/operators.ts';
import { applyLoyalty, applySetup, type TenantSetupInput } from './db/setup.ts';
import { makeEnrolmentCode } from './domain/enrolment.ts';
import { tellBroken } from './domain/alone.ts';
import { createIntake, type Intake } from './domain/intake.ts';
import { replenishPasses } from './domain/pass-pool.ts';
import { renewLeases } from './domain/stock/renew-leases.ts';
import { fetchMedia } from './jobs/fetch-media.ts';
import { forgetPeople } from './jobs/forget-people.ts';
import { remind } from './jobs/remind.ts';
import { sendMessages } from './jobs/send-messages.ts';
import { tidy } from './jobs/tidy.ts';
import { tendStock } from './jobs/tend-stock.ts';
import { startWorker } from './jobs/worker.ts';
import { loadAuditSigner } from './keys/audit-key.ts';
import { createKeyRing, type KeyRing } from './keys/key-ring.ts';
import { loadMemberSigner, type MemberSigner } from './keys/member-key.ts';
import { loadBankKeys, loadPhoneTokens } from './keys/keys.ts';
import { secretFiles } from './keys/secret-files.ts';
import { createFetchFile, type FetchFile } from './media/fetch-file.ts';
import { createMediaStore, type MediaStore } from './media/media-store.ts';
import { createPayments, type Payments } from './payments/payments.ts';
import { openWays } from './payments/providers.ts';
import { createSnapshots, type Snapshots } from './snapshots/snapshots.ts';
import type { TenantPayments } from './payments/setup.ts';

/** What a hub is told at its start. */
export interface HubConfig {
  /** Database (unless PostgreSQL), journal, secrets and mailbox live here. */
  readonly dataDir: string;
  /** `postgres://...`, or null for PGlite in `dataDir`. */
  readonly postgresUrl: string | null;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** How customers and stations reach the hub from outside; null: the address that it listens on. */
  readonly publicUrl: string | null;
  /** `smtps://...`, or null for the mailbox folder. */
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** The account that sends text messages; null or left out: none does. */
  readonly texts?: TextsAccount | null;
  readonly rendererDir: string;
  readonly tenants: readonly TenantSetupInput[];
  /** The ways to pay on the phone, with their secrets; empty: at the till only. */
  readonly payments: readonly TenantPayments[];
  /** Fills the database before the first request, for example with a catalogue. Runs at every start. */
  readonly seed: ((db: Database, media: MediaStore) => Promise<void>) | null;
  /** May feeds name files on servers inside the hub's own network? Left out: no. */
  readonly mediaInside?: boolean;
  readonly limits: ApiLimits;
  /** From how many products and figures of stock on a catalogue gets a snapshot for new stations. Left out: 5000. */
  readonly snapshotFrom?: number;
  /** scrypt's N for the PINs of passes. */
  readonly pinCost: number;
  readonly version: string;
}

/** A hub that serves. */
export interface Hub {
  readonly url: string;
  readonly db: Database;
  /** A one-time code for a station; null for a station that it does not know. */
  enrolmentCode(stationId: string): Promise<string | null>;
  /** A new token for an operator, in the place of the one before; null for an operator that the setup does not name. */
  operatorToken(operatorId: string): Promise<string | null>;
  /** The stations that never enrolled, by id. */
  stationsToEnrol(): Promise<readonly string[]>;
  /** Tells waiting stations of changes that were made past the API, for example by an import. */
  notifyChanged(): void;
  /** Resolves when no message is due and every pool of passes is full. */
  settled(): Promise<void>;
  /** Resolves when every catalogue that is large enough has a snapshot that is fresh enough. */
  snapshotsMade(): Promise<void>;
  close(): Promise<void>;
}

/** Why a hub cannot start. */
export type HubProblem = OpenProblem | { readonly kind: 'address'; readonly detail: string };

/** What a hub runs on. */
export interface HubPlatform {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly logger: Logger;
}

const KEYS_EVERY_MS = 3_600_000;
const PASSES_EVERY_MS = 600_000;
const MESSAGES_EVERY_MS = 5_000;
const CHECKPOINT_EVERY_MS = 900_000;
const REMINDERS_EVERY_MS = 60_000;
const TIDY_EVERY_MS = 60_000;
const PAYMENTS_EVERY_MS = 3_000;
const FORGET_EVERY_MS = 3_600_000;
const MEDIA_EVERY_MS = 20_000;
const STOCK_EVERY_MS = 60_000;
const LEASES_EVERY_MS = 3_600_000;
const SNAPSHOTS_EVERY_MS = 60_000;
/** Less than that comes by pages as fast. */
const SNAPSHOT_FROM = 5000;

/** Opens the database, replays the journal, writes the setup, and serves. */
export async function composeHub(config: HubConfig, platform: HubPlatform): Promise<Result<Hub, HubProblem>> {
  const choice: DatabaseChoice = config.postgresUrl === null ? { kind: 'pglite', dir: config.dataDir } : { kind: 'postgres', url: config.postgresUrl };
  const opened = await openDatabase(choice);
  if (!opened.ok) return opened;
  try {
    const started = await start(config, platform, opened.value);
    if (!started.ok) await opened.value.close();
    return started;
  } catch (failure) {
    await opened.value.close();
    throw failure;
  }
}

async function start(config: HubConfig, platform: HubPlatform, db: Database): Promise<Result<Hub, HubProblem>> {
  const { clock, random, logger } = platform;
  const secrets = secretFiles(join(config.dataDir, 'secrets'));
  const changes = createChangeSignal(clock);
  const kicks: (() => void)[] = [];
  const paymentKicks: (() => void)[] = [];
  const changed = () => {
    changes.notify();
    for (const kick of kicks) kick();
  };
  const journal = db.durability === 'journal' ? await openJournal(join(config.dataDir, 'journal')) : null;
  const phoneToken = await loadPhoneTokens(secrets, random);
  const intake = createIntake({ db, journal, phoneToken, clock, logger, changed });
  await intake.replay();

  const origins: string[] = [];
  const { limits, version, rendererDir } = config;
  const ring = createKeyRing({ db, secrets, clock, logger });
  const keyOf = ring.passKey;
  const commandSignerOf = async (tenantId: string) => (await ring.commandKey(tenantId)).sign;
  const enrolling = { rootOf: ring.rootOf, bankKeyOf: await loadBankKeys(secrets, random) };
  const { pinCost } = config;
  const listening = createListening(db);
  const media = createMediaStore(join(config.dataDir, 'media'));
  const auditSigner = await loadAuditSigner(secrets);
  const memberSigner = await loadMemberSigner(secrets);
  const snapshotDir = join(config.dataDir, 'snapshots');
  const leastChanges = config.snapshotFrom ?? SNAPSHOT_FROM;
  const snapshots = createSnapshots({ db, dir: snapshotDir, clock, logger, sign: auditSigner.snapshot, leastChanges });
  let publicUrl = '';
  const ways = openWays(config.payments, { clock });
  const kickPayments = () => paymentKicks.forEach((kick) => kick());
  const payments = createPayments({ db, clock, random, logger, ways, durable: intake.durable, publicUrl: () => publicUrl, kick: kickPayments });
  const toldOf = { media, phoneToken, origins: () => origins, rendererDir, limits, version, auditSigner, snapshots, memberCode: memberSigner.code };
  const api = { db, intake, clock, random, logger, changes, changed, listening, keyOf, commandSignerOf, enrolling, pinCost, payments, ...toldOf };
  const server = await buildServer(api);
  const bound = await listen(server, config);
  if (!bound.ok) {
    await server.close();
    await intake.close();
    return bound;
  }
  const url = bound.value;
  publicUrl = (config.publicUrl ?? url).replace(/\/+$/, '');
  origins.push(...new Set([new URL(publicUrl).origin, url, url.replace('127.0.0.1', 'localhost')]));
  for (const tenant of config.tenants) {
    await applySetup(db, tenant, publicUrl, sendsTexts(config));
    await applyLoyalty(db, tenant, [memberSigner.key]);
  }
  await config.seed?.(db, media);
  const messenger = createMessenger(config);
  const files = { store: media, ...fetchingOf(config) };
  const told = { publicUrl, pinCost, memberCode: memberSigner.code };
  const work = startWork({ ...platform, ...files, ...told, db, intake, messenger, keyOf, ring, changes, payments, snapshots });
  kicks.push(work.kick);
  paymentKicks.push(work.kickPayments);
  return ok({
    url,
    db,
    operatorToken: (operatorId) => makeOperatorToken(db, random, operatorId, clock.now()),
    enrolmentCode: (stationId) => makeEnrolmentCode(db, random, stationId, clock.now()),
    stationsToEnrol: () => unenrolled(db),
    notifyChanged: changed,
    settled: work.settled,
    snapshotsMade: work.snapshotsMade,
    close: () => stop({ server, work, messenger, intake, db }),
  });
}

/** The way out for what feeds name, and how it is broken off when the hub goes home. */
function fetchingOf(config: HubConfig): Pick<WorkParts, 'fetchFile' | 'stopping' | 'stopped'> {
  const stopping = new AbortController();
  const stopped = stopping.signal;
  return { fetchFile: createFetchFile({ allowsInside: config.mediaInside === true, stopped }), stopping, stopped };
}

async function listen(server: Server, config: HubConfig): Promise<Result<string, HubProblem>> {
  try {
    await server.listen({ host: config.host, port: config.port });
  } catch (failure) {
    return err({ kind: 'address', detail: failure instanceof Error ? failure.message : String(failure) });
  }
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('listening without an address');
  const host = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host;
  return ok(`http://${host.includes(':') ? `[${host}]` : host}:${address.port}`);
}

function createMessenger(config: HubConfig): Messenger {
  const mailbox = mailboxMessenger(join(config.dataDir, 'mailbox'), config.mailFrom);
  const mails = config.smtpUrl === null ? mailbox : smtpMessenger(config.smtpUrl, config.mailFrom);
  if (config.texts !== null && config.texts !== undefined) return byContact(mails, twilioMessenger(config.texts));
  return config.smtpUrl === null ? mailbox : byContact(mails, keptTexts(mailbox));
}

/** Do text messages reach anybody? A hub without a mail server is one for trying out: its folder stands in for both. */
function sendsTexts({ smtpUrl, texts }: HubConfig): boolean {
  return smtpUrl === null || (texts !== null && texts !== undefined);
}

interface WorkParts extends HubPlatform {
  readonly memberCode: MemberSigner['code'];
  readonly db: Database;
  readonly intake: Intake;
  readonly messenger: Messenger;
  readonly publicUrl: string;
  readonly pinCost: number;
  readonly keyOf: KeyRing['passKey'];
  readonly ring: KeyRing;
  readonly changes: { notify(): void };
  readonly payments: Payments;
  readonly snapshots: Snapshots;
  readonly store: MediaStore;
  readonly fetchFile: FetchFile;
  readonly stopping: AbortController;
  readonly stopped: AbortSignal;
}

/** The chores beside the API: messages, passes, and the checkpoints that keep the journal short. */
function startWork(parts: WorkParts) {
  const { clock, intake } = parts;
  const messages = startWorker('messages', MESSAGES_EVERY_MS, () => sendMessages(parts, clock.now()), parts);
  const replenish = async (): Promise<void> => {
    if ((await replenishPasses(parts, clock.now())) === 0) return;
    await intake.checkpoint();
    parts.changes.notify();
  };
  const tend = async (): Promise<void> => {
    if (!(await parts.ring.tend())) return;
    await intake.checkpoint();
    parts.changes.notify();
  };
  const keys = startWorker('keys', KEYS_EVERY_MS, tend, parts);
  const passes = startWorker('passes', PASSES_EVERY_MS, replenish, parts);
  const remindAndSend = async (): Promise<void> => {
    if ((await remind(parts.db, clock.now())) > 0) messages.kick();
  };
  const reminders = startWorker('reminders', REMINDERS_EVERY_MS, remindAndSend, parts);
  const tidyUp = async (): Promise<void> => {
    if ((await tidy(parts.db, clock.now())) > 0) parts.changes.notify();
  };
  const tidying = startWorker('tidy', TIDY_EVERY_MS, tidyUp, parts);
  const tendPayments = async (): Promise<void> => {
    if (!(await parts.payments.tendDue())) return;
    parts.changes.notify();
    messages.kick();
  };
  const payments = startWorker('payments', PAYMENTS_EVERY_MS, tendPayments, parts);
  const forget = async (): Promise<void> => {
    if ((await forgetPeople(parts.db, clock.now())) > 0) await intake.checkpoint();
  };
  const forgetting = startWorker('forget people', FORGET_EVERY_MS, forget, parts);
  const fetchFiles = async (): Promise<void> => {
    const { changed, more } = await fetchMedia(parts, clock.now());
    if (changed) {
      await intake.durable();
      parts.changes.notify();
    }
    if (more) media.kick();
  };
  const media = startWorker('media', MEDIA_EVERY_MS, fetchFiles, parts);
  const checkpoints = startWorker('checkpoint', CHECKPOINT_EVERY_MS, () => intake.checkpoint(), parts);
  const settleAll = async (): Promise<void> => {
    if (!(await tendStock(parts.db, clock.now(), tellBroken({ ...parts, now: () => clock.now() }, 'stock')))) return;
    parts.changes.notify();
    messages.kick();
  };
  const stock = startWorker('stock', STOCK_EVERY_MS, settleAll, parts);
  const lease = async (): Promise<void> => {
    if (await renewLeases(parts.db, clock.now())) parts.changes.notify();
  };
  const leases = startWorker('leases', LEASES_EVERY_MS, lease, parts);
  const snapshots = startSnapshots(parts);
  const chores = [keys, stock, leases, messages, passes, reminders, tidying, forgetting, payments];
  return {
    kick() {
      for (const chore of [messages, passes, payments, stock]) chore.kick();
    },
    kickPayments: payments.kick,
    settled: async () => void (await Promise.all(chores.map((chore) => chore.idle()))),
    snapshotsMade: snapshots.made,
    close: async () => {
      parts.stopping.abort();
      await Promise.all([...chores, media, checkpoints, snapshots].map((chore) => chore.close()));
    },
  };
}

function startSnapshots(parts: WorkParts): { made(): Promise<void>; close(): Promise<void> } {
  const worker = startWorker('snapshots', SNAPSHOTS_EVERY_MS, parts.snapshots.tend, parts);
  return {
    made: () => {
      worker.kick();
      return worker.idle();
    },
    close: () => {
      parts.snapshots.stop();
      return worker.close();
    },
  };
}

async function unenrolled(db: Database): Promise<readonly string[]> {
  const rows = await db.query('SELECT station_id FROM stations WHERE public_key IS NULL AND revoked_at IS NULL ORDER BY station_id');
  return rows.map((row) => String(row['station_id']));
}

/** Requests first, then chores, then a last checkpoint, so that the next start has nothing to replay. */
async function stop(parts: { server: Server; work: { close(): Promise<void> }; messenger: Messenger; intake: Intake; db: Database }): Promise<void> {
  await parts.server.close();
  await parts.work.close();
  parts.messenger.close();
  await parts.intake.checkpoint();
  await parts.intake.close();
  await parts.db.close();
}
