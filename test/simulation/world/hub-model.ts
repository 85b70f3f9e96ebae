import { createHash } from 'node:crypto';
import type { Operation } from '../../../src/contract/events/operations.ts';
import {
  type BucketName,
  type BucketValue,
  bucketNames,
  operationBody,
  PLACE_TAKEN,
  type PullResponse,
  pushRequest,
  type PushedOperation,
  type PushOutcome,
  type PushResponse,
} from '../../../src/contract/hub/sync.ts';

interface Bucket {
  revision: number;
  readonly rows: Map<string, { readonly value: unknown; readonly revision: number }>;
}

/** An operation as the model of the hub took it. */
export interface Applied {
  readonly seq: number;
  readonly operationId: string;
  readonly hash: string;
  readonly operation: Operation;
}

/**
 * What the hub is to this station, in a page: rows to pull, and a book of operations that takes each one once and in the station's order.
 * It judges what comes, and shares no code with the hub of the product.
 */
export class HubModel {
  readonly applied: Applied[] = [];
  /** Operations that came once more than needed. */
  repeats = 0;
  readonly #buckets = new Map<BucketName, Bucket>(bucketNames.map((name) => [name, { revision: 0, rows: new Map() }]));
  readonly #ids = new Set<string>();
  readonly #waiting = new Set<() => void>();
  readonly #now: () => number;
  readonly #violate: (what: string) => void;
  readonly #onApplied: (operation: Operation) => void;
  #epoch: string | null = null;

  constructor(parts: { now(): number; violate(what: string): void; onApplied(operation: Operation): void }) {
    this.#now = parts.now;
    this.#violate = parts.violate;
    this.#onApplied = parts.onApplied;
  }

  /** The last number of the station that is durable here. */
  get durableSeq(): number {
    return this.applied.length;
  }

  /** What a long poll is measured against. */
  get sum(): number {
    return [...this.#buckets.values()].reduce((sum, { revision }) => sum + revision, 0);
  }

  now(): number {
    return this.#now();
  }

  put<B extends BucketName>(bucket: B, key: string, value: BucketValue<B> | null): void {
    const of = this.#bucket(bucket);
    of.revision += 1;
    of.rows.set(key, { value, revision: of.revision });
    for (const wake of [...this.#waiting]) wake();
  }

  /** The revision at which a row stands; null: there is none. */
  revisionOf(bucket: BucketName, key: string): number | null {
    return this.#bucket(bucket).rows.get(key)?.revision ?? null;
  }

  /** Resolves with true as soon as there is more than `since`. The caller gives up by itself. */
  changed(since: number): Promise<void> {
    if (this.sum > since) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        resolve();
      };
      this.#waiting.add(wake);
    });
  }

  pull(bucket: BucketName, cursor: number, limit: number): PullResponse {
    const { rows, revision } = this.#bucket(bucket);
    const newer = [...rows].map(([key, row]) => ({ key, ...row })).filter((row) => row.revision > cursor);
    const page = newer.sort((one, two) => one.revision - two.revision).slice(0, limit);
    const more = newer.length > page.length;
    return { rows: page, next: more ? (page.at(-1)?.revision ?? cursor) : Math.max(cursor, revision), more, serverTime: this.#now() };
  }

  /** Takes a batch, whatever happens to the answer. */
  push(body: string): PushResponse {
    const { epoch, operations } = pushRequest.parse(JSON.parse(body));
    this.#epoch ??= epoch;
    if (epoch !== this.#epoch) this.#violate(`the station began another epoch, ${epoch}, and nobody had restored it`);
    const outcomes = operations.map((operation) => this.#take(operation));
    return { outcomes, durableSeq: this.durableSeq, serverTime: this.#now() };
  }

  #take(pushed: PushedOperation): PushOutcome {
    const { seq, operationId, hash } = pushed;
    const outcome = (kind: PushOutcome['outcome'], reason: string | null = null): PushOutcome => ({ seq, outcome: kind, reason });
    const known = this.applied[seq - 1];
    if (known !== undefined) {
      this.repeats += 1;
      if (known.hash === hash && known.operationId === operationId) return outcome('duplicate');
      this.#violate(`place ${seq} holds ${known.operationId}, and ${operationId} came for it`);
      return outcome('rejected', PLACE_TAKEN);
    }
    if (seq !== this.applied.length + 1) {
      this.#violate(`operation ${seq} came after ${this.applied.length}: something between them is missing`);
      return outcome('deferred');
    }
    if (this.#ids.has(operationId)) this.#violate(`operation ${operationId} came a second time, as number ${seq}`);
    if (createHash('sha256').update(pushed.body).digest('hex') !== hash) this.#violate(`operation ${seq} is not what its hash says`);
    const operation = operationBody.parse(JSON.parse(pushed.body));
    this.#ids.add(operationId);
    this.applied.push({ seq, operationId, hash, operation });
    this.#onApplied(operation);
    return outcome('applied');
  }

  #bucket(name: BucketName): Bucket {
    const found = this.#buckets.get(name);
    if (found === undefined) throw new Error(`no bucket ${name}`);
    return found;
  }
}
