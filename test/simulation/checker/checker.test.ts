import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judge } from './judge.ts';
import { collected, happens, loaded, logsOf, notes, opened, type Opening, type Told, told } from './logs.ts';
import { readAudit, readWorld } from './read-logs.ts';

const hub = told('station.started', 'parcel.loaded', 'parcel.collected');
const good: readonly Told[] = [...loaded(1, '0-01'), ...collected(1, '0-01'), ...hub];

/** The promises that were found broken, each once. */
function broken(story: readonly Told[], stepMs?: number): readonly number[] {
  const { audit, world } = logsOf(story, stepMs);
  const [read, happened] = [readAudit(audit), readWorld(world)];
  expect([...read.faults, ...happened.faults]).toEqual([]);
  return [...new Set(judge(read.lines, happened.lines).map(({ promise }) => promise))];
}

/** The story without the first line of it that is so. */
function without(story: readonly Told[], isIt: (line: Told) => boolean): Told[] {
  const at = story.findIndex(isIt);
  expect(at).not.toBe(-1);
  return story.toSpliced(at, 1);
}

/** Another line in place of the first one that is so. */
function instead(story: readonly Told[], isIt: (line: Told) => boolean, ...others: Told[]): Told[] {
  const at = story.findIndex(isIt);
  expect(at).not.toBe(-1);
  return story.toSpliced(at, 1, ...others);
}

const isWorld =
  (kind: string, fact = '') =>
  (line: Told): boolean =>
    'world' in line && line.world === kind && JSON.stringify(line.facts).includes(fact);
const isAudit =
  (kind: string, fact = '') =>
  (line: Told): boolean =>
    'audit' in line && line.audit === kind && JSON.stringify(line.facts).includes(fact);

const returning: Opening = { intent: 'return-1', compartment: '0-02', purpose: 'return', parcel: 'parcel-9', pass: 'pass-9' };
const checking: Opening = { intent: 'check-1', compartment: '0-02', purpose: 'check', parcel: null, pass: null };
const looked = [...opened(checking), notes(checking, 'answered', { answer: 'empty' }), notes(checking, 'ended', { outcome: 'verified' })];
const brought = [
  ...opened(returning, [happens('put', { compartment: '0-02', thing: 'shirt', what: 'return', by: 'customer' })]),
  notes(returning, 'answered', { answer: 'placed' }),
  notes(returning, 'ended', { outcome: 'returned' }),
];

describe('a station that keeps its promises', () => {
  it('is found to do so', () => {
    expect(broken(good)).toEqual([]);
    expect(broken([...looked, ...brought])).toEqual([]);
  });

  it('may forget a code that the hub took away, and what lies behind a sensor that lies', () => {
    const dead = happens('shown', { thing: 'thing-1', by: 'customer', answer: 'dead' });
    expect(broken([...loaded(1, '0-01'), happens('cancelled', { thing: 'thing-1' }), dead])).toEqual([]);
    const lies = happens('lies', { compartment: '0-01', on: true });
    expect(broken([lies, ...without(loaded(1, '0-01'), isWorld('put'))])).toEqual([]);
  });

  it('may open again what its person has just emptied', () => {
    const again: Opening = { intent: 'again', compartment: '0-01', purpose: 'reopen', parcel: 'parcel-1', pass: 'pass-1' };
    expect(broken([...loaded(1, '0-01'), ...collected(1, '0-01'), ...opened(again), notes(again, 'ended', { outcome: 'closed-again' }), ...hub])).toEqual([]);
  });

  it('is laid over the world by numbers where its clock jumps', () => {
    const { audit, world } = logsOf(good);
    const lines = readWorld(world).lines;
    const entries = readAudit(audit).lines;
    const counted = lines.map(({ kind, facts }) => ({
      kind,
      facts: typeof facts['at'] === 'number' ? { ...facts, audited: entries.filter(({ at }) => at <= Number(facts['at'])).length } : facts,
    }));
    const jumped = entries.map((entry) => ({ ...entry, at: entry.seq % 2 === 0 ? entry.at : entry.at - 1000 }));
    expect(judge(jumped, counted)).toEqual([]);
  });
});

describe('promise 1: a door opens only for a live intent that was durable before the pulse', () => {
  it('is broken by a frame without a decision, a second one for the same, and one before it', () => {
    const frame = happens('unlock', { compartment: '0-05' });
    expect(broken([...good, frame])).toEqual([1]);
    expect(broken(instead(good, isWorld('unlock'), happens('unlock', { compartment: '0-01' }), happens('unlock', { compartment: '0-01' })))).toEqual([1]);
    expect(broken([happens('unlock', { compartment: '0-01' }), ...without(loaded(1, '0-01'), isWorld('unlock'))])).toEqual([1]);
  });

  it('is broken by a frame whose decision is older than two seconds, and by a coil that moves after the end', () => {
    const [attempt = happens('', {}), ...rest] = loaded(1, '0-01');
    expect(broken([attempt, ...Array.from({ length: 30 }, () => happens('lies', { compartment: '0-20', on: true })), ...rest], 110)).toEqual([1]);
    expect(broken([...loaded(1, '0-01'), happens('door', { compartment: '0-01', state: 'open', by: 'pulse' })])).toEqual([1]);
  });
});

describe('promise 2: a compartment holds at most one parcel, and a parcel is in exactly one place', () => {
  it('is broken by a parcel that is booked in where another lies, and by one that is booked into two', () => {
    const second = loaded(2, '0-01').filter((line) => !isAudit('door.attempt')(line) || !isWorld('unlock')(line));
    expect(broken([...loaded(1, '0-01'), ...second])).toContain(2);
    const twice = JSON.parse(JSON.stringify(loaded(1, '0-02')).replaceAll('load-1', 'load-7').replaceAll('thing-1', 'thing-7')) as Told[];
    expect(broken([...loaded(1, '0-01'), ...twice])).toContain(2);
  });

  it('is broken by a parcel that is on the books and not there, and by one that lies where nothing should', () => {
    expect(broken([...loaded(1, '0-01'), happens('took', { compartment: '0-01', thing: 'thing-1', by: 'thief' })])).toEqual([2]);
    expect(broken([...looked, happens('put', { compartment: '0-02', thing: 'shirt', what: 'return', by: 'customer' })])).toEqual([2]);
  });
});

describe('promise 3: a compartment is given to a new parcel only after it was seen empty', () => {
  it('is broken by a return behind a door that nobody looked into, or that was opened since', () => {
    expect(broken(brought)).toEqual([3]);
    expect(broken([...loaded(1, '0-02'), ...collected(1, '0-02'), ...brought])).toEqual([3]);
  });

  it('is broken by a load where a parcel lies or something is suspect', () => {
    const unsure: Opening = { intent: 'load-0', compartment: '0-01', purpose: 'load', parcel: 'parcel-0', pass: 'pass-0' };
    const interrupted = [...opened(unsure), notes(unsure, 'recovered'), notes(unsure, 'ended', { outcome: 'suspect' })];
    expect(broken([...interrupted, ...loaded(1, '0-01')])).toEqual([3]);
    expect(broken([...loaded(1, '0-01'), ...loaded(2, '0-01')])).toContain(3);
  });
});

describe('promise 4: a code dies only when the hand-over was observed', () => {
  it('is broken by a collection whose door was never seen open, was not closed, or never moved', () => {
    expect(broken(without(without(good, isAudit('door.opened', 'collect')), isAudit('door.closed', 'collect')))).toEqual([4]);
    expect(broken(without(good, isAudit('door.closed', 'collect')))).toEqual([4]);
    const still = [...loaded(1, '0-01'), ...collected(1, '0-01').filter((line) => !isWorld('door')(line)), ...hub];
    expect(broken(still)).toContain(4);
  });

  it('is broken by a code that is refused while its parcel lies there', () => {
    expect(broken([...loaded(1, '0-01'), happens('shown', { thing: 'thing-1', by: 'customer', answer: 'dead' })])).toEqual([4]);
    expect(broken([...good, happens('shown', { thing: 'thing-1', by: 'customer', answer: 'dead' })])).toEqual([]);
  });
});

describe('promise 5: a code opens only its own parcel’s compartment', () => {
  const stolen: Opening = { intent: 'collect-2', compartment: '0-01', purpose: 'collect', parcel: 'parcel-1', pass: 'pass-2' };
  it('is broken by another pass, another compartment, and a parcel that was never there', () => {
    expect(broken([...loaded(1, '0-01'), ...opened(stolen)])).toEqual([5]);
    expect(broken([...loaded(1, '0-01'), ...opened({ ...stolen, compartment: '0-03', pass: 'pass-1' })])).toEqual([5]);
    expect(broken(opened({ ...stolen, parcel: 'parcel-3' }))).toEqual([5]);
  });

  it('is broken by what really lies behind the door, whatever the books say', () => {
    const forgotten = happens('put', { compartment: '0-01', thing: 'thing of somebody else', what: 'parcel', by: 'staff' });
    expect(broken([...loaded(1, '0-01'), forgotten, ...collected(1, '0-01')])).toEqual([5]);
  });
});

describe('promise 6: an operation that a person saw succeed is never lost', () => {
  it('is broken by an answer that is not in the audit, or there less often than people saw it', () => {
    expect(broken(without(good, isAudit('door.ended', 'collected')))).toContain(6);
    const seen = happens('saw', { by: 'staff', what: 'loaded', audit: { kind: 'door.answered', facts: { parcel: 'parcel-1', answer: 'placed' } } });
    expect(broken([...good, seen])).toEqual([6]);
  });

  it('is broken by a chain that was changed, shortened or cut off', () => {
    const { audit } = logsOf(good);
    const rows = audit.trimEnd().split('\n');
    expect(readAudit(audit).faults).toEqual([]);
    expect(readAudit(audit.replace('parcel-1', 'parcel-2')).faults).toEqual(['entry 1 was changed']);
    expect(readAudit(rows.toSpliced(3, 1).join('\n')).faults).toEqual(['entry 3 is missing']);
    expect(readAudit(rows.toSpliced(-2, 1).join('\n')).faults).toEqual(['the end of the audit does not fit its entries']);
    expect(readAudit(rows.slice(0, -1).join('\n')).faults).toEqual(['the audit was cut off']);
    expect(readWorld('').faults).toEqual(['the world’s log does not begin as one does', 'the world’s log was cut off']);
  });
});

describe('promise 7: the hub applies each operation exactly once, in the station’s order', () => {
  const story = [...loaded(1, '0-01'), ...collected(1, '0-01')];
  it('is broken by one that is missing, twice there, or was never made', () => {
    expect(broken([...story, ...without(hub, isWorld('hub', 'station.started'))])).toEqual([7]);
    expect(
      broken([...story, ...instead(hub, isWorld('hub', 'operation-3'), happens('hub', { seq: 3, id: 'operation-2', what: 'parcel.collected', facts: {} }))]),
    ).toEqual([7]);
    expect(broken([...story, ...told('station.started', 'parcel.loaded', 'parcel.collected', 'parcel.collected')])).toEqual([7]);
  });

  it('is broken by another order than the audit’s, and by another parcel', () => {
    expect(broken([...story, ...told('station.started', 'parcel.collected', 'parcel.loaded')])).toEqual([7]);
    const other = happens('hub', { seq: 2, id: 'operation-2', what: 'parcel.loaded', facts: { parcelId: 'parcel-5' } });
    expect(broken([...story, ...instead(hub, isWorld('hub', 'operation-2'), other)])).toEqual([7]);
  });
});

describe('the program', () => {
  it('prints its counts, and ends with 1 where anything is broken', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pasillo-checker-'));
    const run = (story: readonly Told[]) => {
      const { audit, world } = logsOf(story);
      writeFileSync(join(folder, 'audit'), audit);
      writeFileSync(join(folder, 'world'), world);
      const { status, stdout } = spawnSync(
        process.execPath,
        ['--no-warnings', join(import.meta.dirname, 'check.ts'), join(folder, 'audit'), join(folder, 'world')],
        {
          encoding: 'utf8',
        },
      );
      return { status, lines: stdout.trimEnd().split('\n') };
    };
    expect(run(good)).toEqual({
      status: 0,
      lines: ['9 audit entries, 17 lines of the world', '2 unlocks, 4 door moves, 1 codes shown, 2 steps seen, 3 operations at the hub', 'violations: 0'],
    });
    const bad = run(without(good, isAudit('door.closed', 'collect')));
    expect([bad.status, bad.lines.slice(2)]).toEqual([1, ['promise 4: entry 8, compartment 0-01: collected, and no hand-over was observed', 'violations: 1']]);
    rmSync(folder, { recursive: true });
  });

  it('imports nothing of the product, and nothing that does', () => {
    const programs = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
    const imported = programs.flatMap((name) =>
      [...readFileSync(join(import.meta.dirname, name), 'utf8').matchAll(/from '([^']+)'/g)].map((match) => match[1] ?? ''),
    );
    expect(programs).toEqual(['check.ts', 'judge.ts', 'logs.ts', 'read-logs.ts']);
    expect([...new Set(imported)].sort()).toEqual(['./judge.ts', './read-logs.ts', 'node:crypto', 'node:fs']);
  });
});
