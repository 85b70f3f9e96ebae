/** `node test/simulation/checker/check.ts AUDIT WORLD`: derives promises 1 to 7 from two logs and nothing else. README.md tells the format. */
import { readFileSync } from 'node:fs';
import { judge } from './judge.ts';
import { readAudit, readWorld } from './read-logs.ts';

const [auditPath, worldPath] = process.argv.slice(2);
if (auditPath === undefined || worldPath === undefined) {
  process.stderr.write('usage: node test/simulation/checker/check.ts AUDIT WORLD\n');
  process.exit(2);
}
const audit = readAudit(readFileSync(auditPath, 'utf8'));
const world = readWorld(readFileSync(worldPath, 'utf8'));
const violations = [...[...audit.faults, ...world.faults].map((what) => ({ promise: 6, what })), ...judge(audit.lines, world.lines)];
const count = (kind: string): number => world.lines.filter((line) => line.kind === kind).length;
process.stdout.write(`${audit.lines.length} audit entries, ${world.lines.length} lines of the world\n`);
process.stdout.write(
  `${count('unlock')} unlocks, ${count('door')} door moves, ${count('shown')} codes shown, ${count('saw')} steps seen, ${count('hub')} operations at the hub\n`,
);
for (const { promise, what } of violations) process.stdout.write(`promise ${promise}: ${what}\n`);
process.stdout.write(`violations: ${violations.length}\n`);
process.exitCode = violations.length === 0 ? 0 : 1;
