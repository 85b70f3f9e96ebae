import type { ServerResponse } from 'node:http';
import type { PlacedDoor } from './panel-layout.ts';
import type { EventLine, SimulatedWorld } from './simulated-world.ts';

/** How often the panel is told, in milliseconds: as often as an eye can follow. */
const everyMs = 80;
/** Lines that a page gets when it opens, and the most that it gets at once. */
const linesKept = 200;
const mostPages = 8;

/**
 * Tells open panels what is and what happens, as server-sent events: `layout` once, `state` when it is another, `lines` when there
 * are new ones, and `paper` with what was printed. Nobody looks: nothing is done.
 */
export class PanelFeed {
  readonly #world: SimulatedWorld;
  readonly #layout: readonly PlacedDoor[] | null;
  readonly #pages = new Set<ServerResponse>();
  readonly #kept: EventLine[] = [];
  #fresh: EventLine[] = [];
  #lastState = '';
  #lastPrinted = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(world: SimulatedWorld, layout: readonly PlacedDoor[] | null) {
    this.#world = world;
    this.#layout = layout;
  }

  /** Something happened. */
  add(line: EventLine): void {
    this.#kept.push(line);
    if (this.#kept.length > linesKept) this.#kept.shift();
    if (this.#pages.size === 0) return;
    this.#fresh.push(line);
    if (this.#fresh.length > linesKept) this.#fresh.shift();
  }

  /** A page listens from now on, until it goes. */
  open(response: ServerResponse): void {
    if (this.#pages.size >= mostPages) {
      response.writeHead(503);
      response.end();
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    response.once('close', () => this.#forget(response));
    write(response, 'layout', this.#layout);
    write(response, 'state', this.#world.state());
    write(response, 'lines', this.#kept);
    write(response, 'paper', this.#world.slips);
    this.#pages.add(response);
    this.#timer ??= setInterval(() => this.#tell(), everyMs);
  }

  close(): void {
    for (const page of this.#pages) page.end();
    this.#pages.clear();
    this.#rest();
  }

  #tell(): void {
    const seen = this.#world.state();
    const state = JSON.stringify(seen);
    const printed = seen.printer?.printed ?? 0;
    if (state !== this.#lastState) this.#toAll('state', state);
    this.#lastState = state;
    if (this.#fresh.length > 0) this.#toAll('lines', JSON.stringify(this.#fresh));
    this.#fresh = [];
    const paper = printed === this.#lastPrinted ? null : JSON.stringify(this.#world.slips);
    if (paper !== null) this.#toAll('paper', paper);
    this.#lastPrinted = printed;
  }

  #toAll(event: string, data: string): void {
    for (const page of this.#pages) page.write(`event: ${event}\ndata: ${data}\n\n`);
  }

  #forget(page: ServerResponse): void {
    this.#pages.delete(page);
    if (this.#pages.size === 0) this.#rest();
  }

  #rest(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#fresh = [];
  }
}

function write(response: ServerResponse, event: string, data: unknown): void {
  response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}
