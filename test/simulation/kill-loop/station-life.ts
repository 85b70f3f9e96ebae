import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, startChild } from '../../../scripts/world/child.ts';
import { programs } from '../../../scripts/world/paths.ts';
import { visitAll } from './customer-visits.ts';
import type { Plan } from './plans.ts';
import { Gone, Seat } from './seat.ts';
import { between, type Shop } from './shop.ts';
import { workShift } from './staff-shift.ts';

/** Doors that stand open for longer than anybody needs are shut by whoever passes by. Milliseconds. */
const FORGOTTEN_MS = 3000;
/** How long a death waits for the doors to be read, at most, and from which length on it does. Milliseconds. */
const READ_WITHIN_MS = 10_000;
const SHORT_MS = 180;

/** Starts the station as `npm start` does, on the database that the one before left. `onSpawned` hears of it before it is ready. */
export function startStation(folder: string, onSpawned: (pid: number) => void = () => undefined): Promise<Child> {
  const given = ['--config', join(folder, 'station.json'), '--with-parent', '--dev-page', 'http://127.0.0.1:9'];
  return startChild({ name: 'station', program: programs.station, arguments: given, log: join(folder, 'logs', 'station.log'), onSpawned });
}

/** One life of the station from its start to its violent end, with people at all its screens. Answers what went wrong besides. */
export async function liveAndDie(folder: string, shop: Shop, plan: Plan): Promise<string[]> {
  const child = await born(folder, plan);
  if (child === null) return [];
  const faults: string[] = [];
  let isKilled = false;
  void child.ended.then((sentence) => {
    if (!isKilled) faults.push(sentence);
  });
  const seat = await Seat.sit(String(child.ready['url'])).catch(() => null);
  const people = seat === null ? [] : [workShift(seat, shop), visitAll(seat, shop), shutForgotten(seat, shop)];
  const gone = Promise.allSettled(people);
  // The longer ends count from when doors can be used, however busy the machine is; the short ones come before that, too.
  if (seat !== null && isPatient(plan)) await seat.shows(() => seat.silo !== null && seat.silo.kind !== 'unavailable', READ_WITHIN_MS);
  await until(shop, plan, child);
  isKilled = true;
  const dead = child.kill();
  seat?.leave();
  await dead;
  for (const end of await gone) if (end.status === 'rejected' && !(end.reason instanceof Gone)) faults.push(`somebody could not go on: ${String(end.reason)}`);
  return faults;
}

/** Null when it died before it was ready. */
async function born(folder: string, plan: Plan): Promise<Child | null> {
  if (plan.kind !== 'starting') return startStation(folder);
  let pid = 0;
  const starting = startStation(folder, (spawned) => {
    pid = spawned;
  });
  const started = starting.then(
    (child) => child,
    () => null,
  );
  await sleep(plan.afterMs);
  process.kill(pid, 'SIGKILL');
  const child = await started;
  if (child !== null) await child.kill();
  return null;
}

function isPatient(plan: Plan): boolean {
  return plan.kind === 'answered' || plan.afterMs > SHORT_MS;
}

async function until(shop: Shop, plan: Plan, { pid }: Child): Promise<void> {
  const { floor, log } = shop;
  switch (plan.kind) {
    case 'starting':
      return;
    case 'after':
      return sleep(plan.afterMs);
    case 'answered':
      await Promise.race([log.nextSeen(), sleep(plan.withinMs)]);
      return plan.delayMs === 0 ? undefined : sleep(plan.delayMs);
    case 'frozen':
      await sleep(plan.afterMs);
      process.kill(pid, 'SIGSTOP');
      await sleep(plan.forMs);
      process.kill(pid, 'SIGCONT');
      return sleep(plan.thenMs);
    case 'line':
      await sleep(plan.afterMs);
      if (plan.how === 'cut') floor.cutLine(true);
      else floor.plug(false);
      await sleep(plan.forMs);
      if (plan.how === 'cut') floor.cutLine(false);
      else floor.plug(true);
      return sleep(plan.thenMs);
  }
}

async function shutForgotten(seat: Seat, shop: Shop): Promise<never> {
  for (;;) {
    for (const compartment of shop.floor.openSince(Date.now() - FORGOTTEN_MS)) await seat.wait(shop.floor.shut(compartment));
    await seat.pause(between(shop, 200, 800));
  }
}
