import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mediaName, type MediaType } from '../../../../src/contract/media.ts';
import { createChangeSignal } from '../../../../src/hub/api/changes.ts';
import { type ApiLimits, defaultLimits } from '../../../../src/hub/api/parts.ts';
import { buildServer } from '../../../../src/hub/api/server.ts';
import type { Server } from '../../../../src/hub/api/server-types.ts';
import type { Database } from '../../../../src/hub/db/database.ts';
import { createListening } from '../../../../src/hub/db/heard.ts';
import type { StationIdentity } from '../../../../src/hub/domain/context.ts';
import { enrol, makeEnrolmentCode } from '../../../../src/hub/domain/enrolment.ts';
import { createIntake } from '../../../../src/hub/domain/intake.ts';
import { createPayments, type Payments } from '../../../../src/hub/payments/payments.ts';
import { openWays } from '../../../../src/hub/payments/providers.ts';
import type { TenantPayments } from '../../../../src/hub/payments/setup.ts';
import { loadAuditSigner } from '../../../../src/hub/keys/audit-key.ts';
import { loadMemberSigner } from '../../../../src/hub/keys/member-key.ts';
import { memorySecrets } from '../../../../src/hub/keys/secret-files.ts';
import type { Clock } from '../../../../src/kernel/clock.ts';
import { silentLogger } from '../../../../src/kernel/logger.ts';
import { expectOk } from '../../../../src/kernel/result.ts';
import { type Bend, makeSigner, type SigningStation } from './station.ts';
import { NOW } from './world.ts';

/** The files beside the catalogue that every API of these tests has, by name. */
export const testMedia = new Map<string, Uint8Array<ArrayBuffer>>();

export const ORIGIN = 'https://hub.example';

/** An answer: its status and its JSON. */
export interface Answer {
  readonly status: number;
  readonly json: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** The API over a database, with a clock that tests move. */
export interface TestApi {
  readonly server: Server;
  readonly clock: TestClock;
  readonly payments: Payments;
  readonly notify: () => void;
  /** A request signed by an enrolled station. */
  call(station: EnrolledStation, method: 'GET' | 'POST', path: string, body?: string, bend?: Bend): Promise<Answer>;
  /** A request without a signature. */
  plain(method: 'GET' | 'POST', path: string, body?: string, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

/** Time by hand. */
export interface TestClock extends Clock {
  advance(ms: number): void;
}

/** A station with a key that the hub knows. */
export interface EnrolledStation extends StationIdentity {
  readonly signer: SigningStation;
}

/** Keys for stations that these tests enrol; none of them checks a code. */
const enrolling = { rootOf: () => Promise.resolve(null), bankKeyOf: () => 'A'.repeat(43) };

/** Serves the API without a socket. */
export async function makeApi(db: Database, limits: Partial<ApiLimits> = {}, ways: readonly TenantPayments[] = []): Promise<TestApi> {
  const clock = testClock();
  const changes = createChangeSignal(clock);
  const rendererDir = makePages();
  const phoneToken = (tenantId: string, orderId: string) =>
    createHash('sha256').update(`${tenantId} ${orderId}`).digest().subarray(0, 16).toString('base64url');
  const intake = createIntake({ db, journal: null, phoneToken, clock, logger: silentLogger, changed: changes.notify });
  const random = (size: number) => crypto.getRandomValues(new Uint8Array(size));
  const { privateKey } = generateKeyPairSync('ed25519');
  const key = { keyId: 1, leastNotBefore: 0, sign: (message: Uint8Array) => sign(null, message, privateKey) };
  const payments = createPayments({
    db,
    clock,
    random,
    logger: silentLogger,
    ways: openWays(ways, { clock }),
    durable: intake.durable,
    publicUrl: () => ORIGIN,
    kick: () => {},
  });
  const parts = {
    db,
    intake,
    phoneToken,
    payments,
    clock,
    logger: silentLogger,
    changes,
    changed: changes.notify,
    random,
    pinCost: 2,
    keyOf: () => Promise.resolve(key),
    commandSignerOf: () => Promise.resolve(key.sign),
    enrolling,
    auditSigner: await loadAuditSigner(memorySecrets()),
    memberCode: (await loadMemberSigner(memorySecrets())).code,
    listening: createListening(db),
    limits: { ...defaultLimits, ...limits },
    version: '1.2.3',
    origins: () => [ORIGIN],
    media: {
      read: async (name: string) => testMedia.get(name) ?? null,
      put: async (bytes: Uint8Array, type: MediaType) => {
        const file = { hash: createHash('sha256').update(bytes).digest('hex'), type, bytes: bytes.length };
        testMedia.set(mediaName(file), new Uint8Array(bytes));
        return file;
      },
    },
    snapshots: { newest: () => null, part: async () => null },
    rendererDir,
  };
  const server = await buildServer(parts);
  const plain: TestApi['plain'] = async (method, path, body, headers = {}) => {
    const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const payload = body === undefined ? {} : { payload: body };
    const answer = await server.inject({ method, url: path, headers: { ...json, ...headers }, ...payload });
    const isJson = String(answer.headers['content-type']).startsWith('application/json');
    return { status: answer.statusCode, json: isJson ? answer.json() : answer.body, headers: answer.headers };
  };
  return {
    server,
    clock,
    payments,
    notify: changes.notify,
    plain,
    call(station, method, path, body, bend) {
      const request = { method, uri: ORIGIN + path, body, nowSeconds: Math.floor(clock.now() / 1000) };
      return plain(method, path, body, { ...station.signer.headers(request, station.stationId, bend) });
    },
    async close() {
      await server.close();
      rmSync(rendererDir, { recursive: true, force: true });
    },
  };
}

/** Enrols a station with a new key. */
export async function enrolStation(db: Database, station: StationIdentity, epoch: string): Promise<EnrolledStation> {
  const signer = makeSigner();
  const code = await makeEnrolmentCode(db, (size) => crypto.getRandomValues(new Uint8Array(size)), station.stationId, NOW);
  expectOk(await enrol(db, { code: code ?? '', publicKey: signer.publicKey, epoch }, NOW, enrolling), 'enrolled');
  return { ...station, signer };
}

function testClock(): TestClock {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  return {
    now: () => NOW + now,
    monotonic: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance(ms) {
      now += ms;
      const due = timers.filter((timer) => timer.at <= now);
      timers = timers.filter((timer) => timer.at > now);
      for (const timer of due) timer.run();
    },
  };
}

function makePages(): string {
  const dir = mkdtempSync(join(tmpdir(), 'hub-pages-'));
  mkdirSync(join(dir, 'assets'));
  writeFileSync(join(dir, 'phone.html'), '<!doctype html><title>phone</title>');
  writeFileSync(join(dir, 'assets', 'phone-abc123.js'), 'export {};');
  writeFileSync(join(dir, 'secret.js'), 'secret');
  return dir;
}
