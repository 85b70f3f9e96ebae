import { closeSync, openSync, writeSync } from 'node:fs';

/** What a person saw succeed: an entry of this kind with these facts must be in the audit, and the operation at the hub. */
export interface Seen {
  readonly what: string;
  readonly audit: { readonly kind: string; readonly facts: Readonly<Record<string, string>> };
  readonly hub?: { readonly kind: string; readonly facts: Readonly<Record<string, string>> };
}

/** What really happened around the station, kept outside it, in the format of `../checker/README.md`. */
export class WorldLog {
  readonly seen: Seen[] = [];
  readonly #file: number;
  readonly #listeners = new Set<() => void>();

  constructor(path: string) {
    this.#file = openSync(path, 'w', 0o600);
    this.write('world', { version: 1, source: 'kill-loop' });
  }

  write(kind: string, facts: Readonly<Record<string, unknown>>, at: number | null = Date.now()): void {
    writeSync(this.#file, `${JSON.stringify({ kind, ...(at === null ? {} : { at: Math.round(at) }), ...facts })}\n`);
  }

  /** Somebody saw a step succeed: from now on the station may not forget it. */
  saw(by: string, seen: Seen): void {
    this.seen.push(seen);
    this.write('saw', { by, ...seen });
    for (const listener of [...this.#listeners]) listener();
  }

  /** Resolves when somebody sees the next step succeed. */
  nextSeen(): Promise<void> {
    return new Promise((resolve) => {
      const listener = (): void => {
        this.#listeners.delete(listener);
        resolve();
      };
      this.#listeners.add(listener);
    });
  }

  end(): void {
    this.write('end', {}, null);
    closeSync(this.#file);
  }
}
