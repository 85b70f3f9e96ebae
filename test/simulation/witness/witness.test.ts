import { describe, expect, it } from 'vitest';
import { judge } from '../checker/judge.ts';
import { readAudit, readWorld } from '../checker/read-logs.ts';
import { runWorld } from '../world/run.ts';
import { Witness } from './witness.ts';

describe('a simulated world with a witness in it', () => {
  it.each([1, 4])(
    'keeps promises 1 to 7 by the independent checker, too (world %i)',
    async (seed) => {
      const witnesses: Witness[] = [];
      const logs: { readonly audit: string; readonly world: string }[] = [];
      const report = await runWorld({
        seed,
        hours: 2,
        onWorld: (world) => void witnesses.push(new Witness(world)),
        onEnd: async () => {
          for (const witness of witnesses) logs.push({ audit: await witness.audit(), world: witness.log() });
        },
      });
      const [log] = logs;
      if (log === undefined) throw new Error('nobody wrote anything down');
      const [audit, world] = [readAudit(log.audit), readWorld(log.world)];
      expect([...audit.faults, ...world.faults]).toEqual([]);
      expect(judge(audit.lines, world.lines)).toEqual([]);
      expect(world.lines.filter(({ kind }) => kind === 'hub')).toHaveLength(report.operations);
      expect(world.lines.filter(({ kind }) => kind === 'unlock').length, 'doors really opened').toBeGreaterThan(5);
    },
    240_000,
  );
});
