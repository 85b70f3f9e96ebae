import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO } from '../../src/hub/demo/demo-shop.ts';
import type { StationFileInput } from '../../src/station/config.ts';
import type { Child } from './child.ts';
import { startChild } from './child.ts';
import { writeDemoWays } from './demo-ways.ts';
import { deviceArguments, deviceConfig, type WorldDevices } from './devices.ts';
import { freePort } from './free-port.ts';
import { programs } from './paths.ts';

/** A whole shop on one machine: a hub, a simulated bank of lockers and a station, each a program of its own. */
export interface World {
  readonly hubUrl: string;
  /** Where the bank is: a pseudo-terminal's path, or a TCP port where the machine has none. */
  readonly bankAt: string;
  /** Address of the page that shows and drives the simulated devices; null where there is none. */
  readonly panelUrl: string | null;
  readonly folder: string;
  readonly bank: Child;
  /** Null while it is stopped. */
  hub(): Child | null;
  station(): Child | null;
  /** An address that opens the page once. */
  launchUrl(): Promise<string>;
  /** With `setup`, the path of a setup file, the shop's people and rules are what that says from now on, and else the demonstration's. */
  startHub(setup?: string): Promise<void>;
  stopHub(): Promise<void>;
  startStation(): Promise<void>;
  stopStation(how: 'in order' | 'kill -9'): Promise<void>;
  stop(): Promise<void>;
}

/** How the world is made. Ports are wishes: where one is taken, a free one is used. */
export interface WorldOptions {
  readonly folder: string;
  readonly devices: WorldDevices;
  readonly hubPort: number;
  readonly webPort: number;
  /** Address of a development server for the page; null serves the built one. */
  readonly devPage: string | null;
  /** What the station's configuration says besides devices, hub and port: shorter times for a demonstration, who speaks. Left out: the usual. */
  readonly station?: Pick<StationFileInput, 'timings' | 'speech'>;
  /** Are stand-ins of payment providers there, so that orders can be paid on a phone? Left out: at the till only. */
  readonly providers?: boolean;
  /** Hears that a program ended by itself, in one sentence. */
  onEnded(name: ProgramName, sentence: string): void;
}

/** The programs of a shop. `providers`: the stand-ins of those who take money on phones, all in one. */
export type ProgramName = 'hub' | 'station' | 'bank' | 'providers';

/** The hub's name for the demo's one station, for the case that its folder was deleted and it has to enrol anew. */
const STATION_ID = 'gran-via-1';

/** Starts hub, bank and station, in this order. Rejects with one sentence, and leaves nothing running. */
export async function startWorld(options: WorldOptions): Promise<World> {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const ports = { hub: await freePort(options.hubPort), web: await freePort(options.webPort) };
  const running: { hub: Child | null; station: Child | null } = { hub: null, station: null };
  const log = (name: string): string => join(options.folder, 'logs', `${name}.log`);
  const started: Child[] = [];

  const start = async (name: ProgramName, program: string, given: readonly string[]): Promise<Child> => {
    const child = await startChild({ name, program, arguments: given, log: log(name) });
    started.push(child);
    void child.ended.then((sentence) => {
      const isKept = name === 'bank' || name === 'providers';
      const isStillOurs = isKept ? started.includes(child) : running[name] === child;
      started.splice(started.indexOf(child), 1);
      if (!isKept && running[name] === child) running[name] = null;
      if (isStillOurs) options.onEnded(name, sentence);
    });
    return child;
  };
  let payments: string | null = null;
  const startHub = async (setup: string | null = null): Promise<void> => {
    running.hub ??= await start('hub', programs.hub, hubArguments(options.folder, ports.hub, { payments, setup }));
  };
  const end = async (name: 'hub' | 'station', how: 'in order' | 'kill -9'): Promise<void> => {
    const child = running[name];
    running[name] = null;
    await (how === 'in order' ? child?.stop() : child?.kill());
  };

  try {
    if (options.providers === true) payments = await startProviders(options.folder, (given) => start('providers', programs.providers, given), ports.hub);
    await startHub();
    const bank = await start('bank', programs.bank, deviceArguments(options.folder, options.devices));
    const hubUrl = String(running.hub?.ready['url']);
    const config = join(options.folder, 'station.json');
    const startStation = async (): Promise<void> => {
      if (running.station !== null) return;
      writeStationFile(config, { hubUrl, bank, webPort: ports.web, enrolmentCode: running.hub?.ready['enrolmentCode'], more: options.station ?? {} });
      const page = options.devPage === null ? [] : ['--dev-page', options.devPage];
      running.station = await start('station', programs.station, ['--config', config, '--with-parent', ...page]);
    };
    await startStation();
    return {
      hubUrl,
      bankAt: String(bank.ready['path'] ?? `TCP port ${String(bank.ready['port'])}`),
      panelUrl: typeof bank.ready['panel'] === 'string' ? bank.ready['panel'] : null,
      folder: options.folder,
      bank,
      hub: () => running.hub,
      station: () => running.station,
      launchUrl: () => askForLaunch(running.station),
      startHub,
      stopHub: () => end('hub', 'in order'),
      startStation,
      stopStation: (how) => end('station', how),
      async stop() {
        await end('station', 'in order');
        await end('hub', 'in order');
        const rest = started.splice(0);
        await Promise.all(rest.map((child) => child.stop()));
      },
    };
  } catch (error) {
    await Promise.all(started.splice(0).map((child) => child.stop()));
    throw error;
  }
}

/** Starts the stand-ins of the providers and answers the file that tells the hub of them. */
async function startProviders(folder: string, start: (given: readonly string[]) => Promise<Child>, hubPort: number): Promise<string> {
  const { ready } = await start(['--hub', `http://127.0.0.1:${hubPort}`, '--tenant', DEMO.tenantId]);
  return writeDemoWays(folder, { paypal: String(ready['paypal']), stripe: String(ready['stripe']), shopCard: String(ready['shopCard']) });
}

function hubArguments(folder: string, port: number, files: { readonly payments: string | null; readonly setup: string | null }): string[] {
  const { payments, setup } = files;
  const data = join(folder, 'hub');
  const mustEnrolAgain = existsSync(data) && !existsSync(join(folder, 'station', 'station.db'));
  return [
    '--data',
    data,
    '--port',
    String(port),
    ...(setup === null ? ['--demo'] : ['--setup', setup, '--operator', DEMO.operatorId]),
    '--with-parent',
    ...(payments === null ? [] : ['--payments', payments]),
    ...(mustEnrolAgain ? ['--enrol', STATION_ID] : []),
  ];
}

interface StationWiring {
  readonly hubUrl: string;
  readonly bank: Child;
  readonly webPort: number;
  readonly enrolmentCode: unknown;
  readonly more: Partial<StationFileInput>;
}

function writeStationFile(path: string, { hubUrl, bank, webPort, enrolmentCode, more }: StationWiring): void {
  const file: StationFileInput = {
    stationKind: 'both',
    demo: true,
    dataDir: 'station',
    hub: { url: hubUrl, ...(typeof enrolmentCode === 'string' ? { enrolmentCode } : {}) },
    ...deviceConfig(bank.ready),
    web: { port: webPort },
    ...more,
  };
  writeFileSync(path, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
}

function askForLaunch(station: Child | null): Promise<string> {
  if (station === null) return Promise.reject(new Error('The station is not running.'));
  return new Promise((resolve) => {
    station.onLine((line) => {
      if (line.event === 'launch') resolve(String(line['url']));
    });
    station.tell({ launch: true });
  });
}
