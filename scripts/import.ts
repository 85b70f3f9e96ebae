import { createReadStream, existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { locale } from '../src/contract/schema.ts';
import type { CatalogueCounts } from '../src/hub/catalogue.ts';
import type { Database, OpenProblem } from '../src/hub/db/database.ts';
import { openDatabase } from '../src/hub/db/open.ts';
import { CSV_LIMITS } from '../src/hub/import/csv-rows.ts';
import { atLocation, currencyDigits, findImportTarget, importShopifyFile } from '../src/hub/import/import-file.ts';
import { USUAL_MOST_PERCENT } from '../src/hub/import/leaving.ts';
import { importReport } from '../src/hub/import/report.ts';
import { readShopifyCsv, type ShopifyFile } from '../src/hub/import/shopify-csv.ts';
import { checkTable, importTable, kindOf } from './import-tables.ts';
import { assertNever } from '../src/kernel/assert-never.ts';
import { err, ok, type Result } from '../src/kernel/result.ts';
import { startChild } from './world/child.ts';
import { programs } from './world/paths.ts';

const USAGE = `usage: npm run import -- FILE [options]
  reads a Shopify product export (CSV) into the hub's catalogue, or a table of coupons or of members (CSV); which one it is, its first row says
    coupons: code, name, percent, amount, minimum, from, until, uses, offline, once_per_person, members_only, combines, ended
    members: email, phone, language, points, sizes, name, street, postcode, city, country, send_code
  --data DIR        the hub's data folder (default .pasillo/demo/hub); the hub must not be running on it
  --postgres URL    the hub's PostgreSQL instead
  --store ID        the shop whose currency and stock location count, if the hub has several
  --location ID     where the file's stock is, if not in that shop
  --language CODE   es, en, pt or ca: language of category names for products that have none (default es)
  --whole           the file is all that the shop sells: what it no longer names goes off sale
  --most PERCENT    how much of what is on sale may go so (default 20)
  --check           only read and report; --currency EUR says what the prices are in`;

/** Where the demonstration's hub is; made here if it was never started. */
const DEMO_DATA = '.pasillo/demo/hub';

const optionsSchema = z.strictObject({
  data: z.string().min(1).default(DEMO_DATA),
  postgres: z
    .url({ protocol: /^postgres(ql)?$/ })
    .nullable()
    .default(null),
  store: z.string().min(1).nullable().default(null),
  location: z.string().min(1).max(60).nullable().default(null),
  language: locale.default('es'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('EUR'),
  whole: z.boolean().default(false),
  most: z.coerce.number().int().min(0).max(100).default(USUAL_MOST_PERCENT),
  check: z.boolean().default(false),
});
type ImportCommand = z.output<typeof optionsSchema> & { readonly path: string };
type Report = Result<readonly string[], { readonly message: string }>;

const asked = process.argv.slice(2);
const command = asked.includes('--help') ? null : readCommand(asked);
const outcome = command === null ? ok([USAGE]) : command.ok ? await run(command.value) : command;
if (outcome.ok) process.stdout.write(`${outcome.value.join('\n')}\n`);
else process.stderr.write(`${outcome.error.message}\n`);
process.exitCode = outcome.ok ? 0 : 1;

function readCommand(args: readonly string[]): Result<ImportCommand, { readonly message: string }> {
  const text = { type: 'string' } as const;
  try {
    const options = {
      data: text,
      postgres: text,
      store: text,
      location: text,
      language: text,
      currency: text,
      most: text,
      whole: { type: 'boolean' },
      check: { type: 'boolean' },
    } as const;
    const { values, positionals } = parseArgs({ args: [...args], strict: true, allowPositionals: true, options });
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) return err({ message: USAGE });
    const checked = optionsSchema.safeParse({ ...values });
    if (checked.success) return ok({ ...checked.data, path });
    return err({ message: `${checked.error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`).join('\n')}\n${USAGE}` });
  } catch (failure) {
    return err({ message: `${failure instanceof Error ? failure.message : String(failure)}\n${USAGE}` });
  }
}

async function run(given: ImportCommand): Promise<Report> {
  const asOf = await fileTime(given.path);
  if (!asOf.ok) return asOf;
  return given.check ? check(given, asOf.value) : importInto(given, asOf.value);
}

/** The file's own time is when its stock was true; the size is checked before a byte is read. */
async function fileTime(path: string): Promise<Result<number, { readonly message: string }>> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return err({ message: `${path} is not a file` });
    if (found.size > CSV_LIMITS.fileBytes) return err({ message: `${path} has ${found.size} bytes; the most is ${CSV_LIMITS.fileBytes}` });
    return ok(Math.floor(found.mtimeMs));
  } catch {
    return err({ message: `${path} cannot be read: is the name right?` });
  }
}

async function check(given: ImportCommand, asOf: number): Promise<Report> {
  const kind = await kindOf(given.path);
  if (kind !== 'products') return await checkTable({ path: given.path, kind, currency: given.currency });
  const { currency, language } = given;
  const options = { currency, digits: currencyDigits(currency), locationId: given.location ?? 'here', asOf, language };
  const file = await readShopifyCsv(createReadStream(given.path), options);
  return file.ok ? lines(given, file.value, null) : err({ message: `${given.path} was not read: ${file.error.detail}` });
}

async function importInto(given: ImportCommand, asOf: number): Promise<Report> {
  if (given.postgres === null && !existsSync(given.data)) {
    if (given.data !== DEMO_DATA) return err({ message: `there is no hub in ${given.data}: start it once, or say where with --data` });
    await makeDemoHub();
  }
  const opened = await openDatabase(given.postgres === null ? { kind: 'pglite', dir: given.data } : { kind: 'postgres', url: given.postgres });
  if (!opened.ok) return err({ message: openWords(opened.error) });
  try {
    return await importWith(opened.value, given, asOf);
  } finally {
    await opened.value.close();
  }
}

/** On a fresh machine there is no catalogue yet to import into: the demonstration's hub starts once, seeds itself and stops. */
async function makeDemoHub(): Promise<void> {
  process.stdout.write(`There is no hub yet: making the demonstration's in ${DEMO_DATA}.\n`);
  const log = join(dirname(DEMO_DATA), 'logs', 'hub.log');
  const hub = await startChild({ name: 'hub', program: programs.hub, arguments: ['--data', DEMO_DATA, '--port', '0', '--demo', '--with-parent'], log });
  await hub.stop();
}

async function importWith(db: Database, given: ImportCommand, asOf: number): Promise<Report> {
  const target = await findImportTarget(db, given.store);
  if (!target.ok) return err({ message: target.error.detail });
  const kind = await kindOf(given.path);
  if (kind !== 'products') return await importTable(db, target.value, { path: given.path, kind });
  const place = given.location === null ? target : await atLocation(db, target.value, given.location);
  if (!place.ok) return err({ message: place.error.detail });
  const imported = await importShopifyFile(db, place.value, {
    ...{ chunks: createReadStream(given.path), asOf, language: given.language },
    ...(given.whole ? { whole: { mostPercent: given.most } } : {}),
  });
  if (!imported.ok) return err({ message: `${given.path} was not taken, nothing was written: ${imported.error.detail}` });
  return lines(given, imported.value.file, imported.value.counts, imported.value.left);
}

function lines(given: ImportCommand, file: ShopifyFile, counts: CatalogueCounts | null, left = 0): Report {
  return ok(importReport(basename(given.path), file, counts, left));
}

function openWords(problem: OpenProblem): string {
  switch (problem.kind) {
    case 'locked':
      return `the hub is running on ${problem.dir}: stop it, import, and start it again`;
    case 'damaged':
      return `the database in ${problem.dir} cannot be opened: ${problem.detail}`;
    case 'newer-schema':
      return `the database has schema ${problem.found}, and this program knows ${problem.known}: use the newer program`;
    case 'unreachable':
      return `the database does not answer: ${problem.detail}`;
    default:
      return assertNever(problem);
  }
}
