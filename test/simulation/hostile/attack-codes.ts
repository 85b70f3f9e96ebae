import type { TenantId } from '../../../src/kernel/ids.ts';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { readCode } from '../../../src/station/app/silo/judge-code.ts';
import { createTrustedClock } from '../../../src/station/app/silo/trusted-clock.ts';
import { nodeSecrets } from '../../../src/station/secrets/node-secrets.ts';
import { storeParcel } from '../../flows/support/collecting.ts';
import { identity } from '../../flows/support/shop.ts';
import { TestStation } from '../../flows/support/test-station.ts';
import { chanceOf } from '../world/chance.ts';
import { createCodeForge } from './code-forge.ts';
import { heldNow, percentile } from './memory.ts';

/** What hostile codes came to. */
export interface CodeReport {
  readonly codes: number;
  /** Doors that moved, or codes that were read as good ones. */
  readonly opened: number;
  /** How many of each kind. */
  readonly kinds: Readonly<Record<string, number>>;
  /** What must never happen, in words; empty. */
  readonly violations: readonly string[];
  /** Milliseconds from a code to its refusal, 99 of 100; measured, so never part of a test. */
  readonly p99Ms: number;
  /** The same in processor time, which others on the machine do not lengthen. */
  readonly p99CpuMs: number;
  readonly grownBytes: number;
}

/** Shorter than what two codes a second leave between them. */
const PACE_MS = 600;
const BURST_EVERY = 500;

/** Shows codes to a whole station on real SQLite, as often as its limits let it look: each is refused with one line, and no door moves. */
export async function attackSilo(count: number, seed: number): Promise<CodeReport> {
  const shop = await TestStation.start();
  storeParcel(shop, { n: 1, door: 3, pass: 1 });
  storeParcel(shop, { n: 2, door: 5, pass: 2 });
  const tally = createTally();
  const next = createCodeForge(chanceOf(seed, 'codes at the silo'));
  try {
    await show(shop, Math.min(50, count), next, createTally());
    const before = heldNow();
    await show(shop, count, next, tally);
    return tally.report(heldNow().bytes - before.bytes);
  } finally {
    await shop.close();
  }
}

/** Judges codes as the silo does, on its own keys and books, without a screen: many more of them. */
export async function attackJudge(count: number, seed: number): Promise<CodeReport> {
  const shop = await TestStation.start();
  storeParcel(shop, { n: 1, door: 3, pass: 1 });
  storeParcel(shop, { n: 2, door: 5, pass: 2 });
  const parts = {
    store: shop.store,
    trusted: createTrustedClock({ store: shop.store, clock: shop.clock, logger: silentLogger }),
    secrets: nodeSecrets(),
    identity: () => ({ tenantId: identity.tenantId as TenantId, bank: identity.bank }),
  };
  const tally = createTally();
  const next = createCodeForge(chanceOf(seed, 'codes before the judge'));
  try {
    const before = heldNow();
    for (let i = 0; i < count; i++) {
      const { kind, text } = next();
      const stop = startWatch();
      const judged = readCode(parts, text);
      tally.add(kind, stop());
      // Signed for this bank and in time, but behind no door: that is for the books to refuse, and they do.
      if (judged.ok && (kind !== 'nobody' || shop.store.read.pass(judged.value.passId) !== null)) tally.open(`${kind} was read as good: ${text}`);
    }
    return tally.report(heldNow().bytes - before.bytes);
  } finally {
    parts.trusted.close();
    await shop.close();
  }
}

async function show(shop: TestStation, count: number, next: ReturnType<typeof createCodeForge>, tally: Tally): Promise<void> {
  for (let i = 0; i < count; i++) {
    const { kind, text } = next();
    await shop.advance(PACE_MS);
    const before = shop.store.read.auditHead().seq;
    const stop = startWatch();
    await shop.station.intents.silo.scan({ code: text, source: 'camera' }).catch((failure: unknown) => tally.violate(`${kind} threw ${String(failure)}`));
    tally.add(kind, stop());
    await shop.advance(0);
    if (i % BURST_EVERY === 0) await burst(shop, next);
    const lines = shop.audit(before).filter((line) => line.startsWith('pass.'));
    if (lines.length !== 1 || lines[0]?.startsWith('pass.refused') !== true) tally.violate(`${kind} left ${JSON.stringify(lines)}: ${text}`);
    if (shop.pulses.length > 0 || shop.store.read.liveIntents().length > 0) tally.open(`${kind} opened a door: ${text}`);
    // What the bench itself writes down is not the station's memory.
    shop.events.length = 0;
    shop.beeps.length = 0;
  }
}

/** A film of codes: what comes too soon is not looked at, and leaves no line. */
async function burst(shop: TestStation, next: ReturnType<typeof createCodeForge>): Promise<void> {
  for (let i = 0; i < 5; i++) {
    await shop.station.intents.silo.scan({ code: next().text, source: 'camera' });
    await shop.advance(10);
  }
}

interface Took {
  readonly wallMs: number;
  readonly cpuMs: number;
}

function startWatch(): () => Took {
  const [startedAt, before] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(before);
    return { wallMs: performance.now() - startedAt, cpuMs: (user + system) / 1000 };
  };
}

interface Tally {
  add(kind: string, took: Took): void;
  violate(what: string): void;
  open(what: string): void;
  report(grownBytes: number): CodeReport;
}

/** So many durations are enough for the slowest of a hundred, and no more are kept. */
const MOST_DURATIONS = 20_000;
const MOST_VIOLATIONS = 20;

function createTally(): Tally {
  const kinds: Record<string, number> = {};
  const [wall, cpu]: [number[], number[]] = [[], []];
  const violations: string[] = [];
  let codes = 0;
  let opened = 0;
  const violate = (what: string): void => {
    if (violations.length < MOST_VIOLATIONS) violations.push(what.slice(0, 300));
  };
  return {
    add(kind, { wallMs, cpuMs }) {
      kinds[kind] = (kinds[kind] ?? 0) + 1;
      wall[codes % MOST_DURATIONS] = wallMs;
      cpu[codes % MOST_DURATIONS] = cpuMs;
      codes += 1;
    },
    violate,
    open(what) {
      opened += 1;
      violate(what);
    },
    report: (grownBytes) => ({ codes, opened, kinds, violations, p99Ms: percentile(wall, 0.99), p99CpuMs: percentile(cpu, 0.99), grownBytes }),
  };
}
