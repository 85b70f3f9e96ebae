import { fileURLToPath } from 'node:url';
import packageJson from '../../package.json' with { type: 'json' };
import { assertNever } from '../kernel/assert-never.ts';
import { defaultLimits } from './api/parts.ts';
import { systemClock, systemRandom } from './clock.ts';
import { composeHub, type Hub, type HubConfig, type HubProblem } from './compose.ts';
import { DEMO } from './demo/demo-shop.ts';
import { demoConfig } from './demo-hub.ts';
import { jsonLogger } from './json-logger.ts';
import { type HubOptions, readOptions, USAGE } from './options.ts';

/** scrypt's N for PINs: 0.1 s for one guess on a small machine. */
const PIN_COST = 2 ** 15;

await main();

/** Starts the hub, tells it in one JSON line on standard output, and stops it on SIGTERM, SIGINT or the end of its parent. */
async function main(): Promise<void> {
  const options = await readOptions(process.argv.slice(2), process.env);
  if (!options.ok) return fail(`${options.error.message}\n${USAGE}`, 2);
  const logger = jsonLogger(process.stderr, 'warn');
  const started = await composeHub(await hubConfig(options.value), { clock: systemClock, random: systemRandom, logger });
  if (!started.ok) return fail(describe(started.error), 1);
  const hub = started.value;
  stopOnSignals(hub, options.value.withParent);
  const codes = await enrolmentCodes(hub, options.value);
  if (codes === null) {
    await hub.close();
    return fail('--enrol names a station that the hub does not know', 2);
  }
  const tokens = await operatorTokens(hub, options.value);
  if (tokens === null) {
    await hub.close();
    return fail('--operator names somebody whom the setup does not', 2);
  }
  const first = Object.values(codes)[0];
  const [token] = Object.values(tokens);
  const line = {
    event: 'ready',
    url: hub.url,
    ...(first === undefined ? {} : { enrolmentCode: first, enrolmentCodes: codes }),
    ...(token === undefined ? {} : { operatorToken: token, operatorTokens: tokens }),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function hubConfig(options: HubOptions): Promise<HubConfig> {
  const demo = options.demo ? await demoConfig(systemClock, PIN_COST) : { tenants: [], seed: null };
  return {
    dataDir: options.data,
    postgresUrl: options.postgres,
    host: options.host,
    port: options.port,
    publicUrl: options.publicUrl,
    smtpUrl: options.smtp,
    texts: options.texts,
    mailFrom: options.mailFrom,
    rendererDir: fileURLToPath(new URL('../../dist/renderer/', import.meta.url)),
    payments: options.payments,
    tenants: [...options.tenants, ...demo.tenants],
    seed: demo.seed,
    limits: defaultLimits,
    pinCost: PIN_COST,
    version: packageJson.version,
  };
}

/** A code for each station that was named, and in the demo for each that never enrolled; null if a name is unknown. */
async function enrolmentCodes(hub: Hub, options: HubOptions): Promise<Record<string, string> | null> {
  const codes: Record<string, string> = {};
  const stations = new Set([...options.enrol, ...(options.demo ? await hub.stationsToEnrol() : [])]);
  for (const station of stations) {
    const code = await hub.enrolmentCode(station);
    if (code === null) return null;
    codes[station] = code;
  }
  return codes;
}

/** A new token for each operator that was named, and in the demo for its own; null if a name is unknown. */
async function operatorTokens(hub: Hub, options: HubOptions): Promise<Record<string, string> | null> {
  const tokens: Record<string, string> = {};
  for (const operatorId of new Set([...(options.demo ? [DEMO.operatorId] : []), ...options.operators])) {
    const token = await hub.operatorToken(operatorId);
    if (token === null) return null;
    tokens[operatorId] = token;
  }
  return tokens;
}

function stopOnSignals(hub: Hub, withParent: boolean): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    hub.close().then(
      () => process.exit(0),
      (failure: unknown) => fail(String(failure), 1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (withParent) process.stdin.on('end', stop).on('error', stop).resume();
}

function describe(problem: HubProblem): string {
  switch (problem.kind) {
    case 'locked':
      return `another hub is running on ${problem.dir}`;
    case 'damaged':
      return `the database in ${problem.dir} cannot be opened: ${problem.detail}`;
    case 'newer-schema':
      return `the database has schema ${problem.found}, and this program knows ${problem.known}: start the newer program`;
    case 'unreachable':
      return `the database does not answer: ${problem.detail}`;
    case 'address':
      return `cannot listen: ${problem.detail}`;
    default:
      return assertNever(problem);
  }
}

function fail(message: string, code: number): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = code;
  process.exit();
}
