import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Link, LinkProblem } from '../contract/link.ts';
import type { Result } from '../contract/result.ts';
import { wireTimeMs } from '../link/wire-time.ts';
import { openPseudoTerminal } from './pty.ts';
import { listenTcp } from './tcp-listener.ts';

/** Where the other end of a cable is: a pseudo-terminal, with a path that stays if there is one, or a TCP port on loopback. */
export type CableEnd = { readonly path: string; readonly stable?: string } | { readonly port: number };

/** How a cable is made. */
export interface CableOptions {
  readonly baud: number;
  /** `any`: a pseudo-terminal, or TCP where there is none. A number is a TCP port; 0 any free one. */
  readonly pipe: 'any' | 'pty' | number;
  /** A link to the pseudo-terminal is put here, and renewed when it is plugged in again; null: none. */
  readonly stableName: { readonly folder: string; readonly name: string } | null;
}

interface Socket {
  readonly link: Link;
  readonly end: CableEnd;
  close(): Promise<void>;
}

const unplugged: LinkProblem = { kind: 'not-found', detail: 'The cable is not plugged in.' };

/**
 * The cable between simulated devices and whoever drives them. It can be pulled: the port is gone, as with a USB adapter. Plugged in
 * again, a pseudo-terminal has another path, as adapters have; the stable name then leads to the new one. A TCP port stays.
 */
export class Cable {
  readonly #options: CableOptions;
  #socket: Socket | null = null;
  #tcpPort: number | null = null;

  constructor(options: CableOptions) {
    this.#options = options;
  }

  /** The devices' end. It can be opened while the cable is plugged in. */
  readonly link: Link = {
    name: 'simulated cable',
    latestFrameMs: 0,
    wireTimeMs: (count) => wireTimeMs(count, this.#options.baud),
    open: (events) => this.#socket?.link.open(events) ?? Promise.resolve({ ok: false, error: unplugged }),
  };

  /** Where the other end is; null while it is pulled. */
  get end(): CableEnd | null {
    return this.#socket?.end ?? null;
  }

  /** Plugs it in. The error is one sentence. */
  async plug(): Promise<Result<CableEnd, string>> {
    if (this.#socket !== null) return { ok: true, value: this.#socket.end };
    const opened = await this.#open();
    if (!opened.ok) return opened;
    this.#socket = opened.value;
    return { ok: true, value: opened.value.end };
  }

  async pull(): Promise<void> {
    const socket = this.#socket;
    this.#socket = null;
    this.#removeName();
    await socket?.close();
  }

  async #open(): Promise<Result<Socket, string>> {
    const { pipe, baud } = this.#options;
    if (this.#tcpPort !== null) return this.#openTcp(this.#tcpPort);
    if (typeof pipe === 'number') return this.#openTcp(pipe);
    const terminal = await openPseudoTerminal(baud);
    if (terminal.ok) {
      const { path, link, close } = terminal.value;
      return { ok: true, value: { link, end: { path, ...this.#giveName(path) }, close } };
    }
    if (pipe === 'any') return this.#openTcp(0);
    return { ok: false, error: `No pseudo-terminal here (${terminal.error.detail}). Use --tcp 0.` };
  }

  async #openTcp(port: number): Promise<Result<Socket, string>> {
    const listening = await listenTcp(port, this.#options.baud);
    if (!listening.ok) return { ok: false, error: listening.error.detail };
    this.#tcpPort = listening.value.port;
    return { ok: true, value: { ...listening.value, end: { port: listening.value.port } } };
  }

  #giveName(path: string): { stable?: string } {
    const { stableName } = this.#options;
    if (stableName === null) return {};
    const stable = join(stableName.folder, stableName.name);
    mkdirSync(stableName.folder, { recursive: true });
    rmSync(stable, { force: true });
    symlinkSync(path, stable);
    return { stable };
  }

  #removeName(): void {
    const { stableName } = this.#options;
    if (stableName !== null) rmSync(join(stableName.folder, stableName.name), { force: true });
  }
}
