import type { Readable, Writable } from 'node:stream';
import type { Link, LinkEvents, LinkProblem } from '../contract/link.ts';
import { wireTimeMs } from '../link/wire-time.ts';

/** A link over a pair of streams that are open already, such as a child process's. */
export interface StreamLinkOptions {
  readonly name: string;
  readonly baud: number;
  readonly readable: Readable;
  readonly writable: Writable;
  /** Bytes that were read before the link was made. */
  readonly first: Uint8Array;
}

const ended: LinkProblem = { kind: 'closed', detail: 'The other end is gone.' };

/** Makes a link of two streams. Closing the link leaves the streams to their owner. */
export function createStreamLink(options: StreamLinkOptions): Link {
  const { readable, writable, name, baud } = options;
  let events: LinkEvents | null = null;
  readable.on('data', (bytes: Buffer) => events?.onBytes(new Uint8Array(bytes)));
  readable.on('close', () => events?.onClose(ended));
  writable.on('error', () => undefined);
  return {
    name,
    latestFrameMs: 0,
    wireTimeMs: (count) => wireTimeMs(count, baud),
    open(opened) {
      events = opened;
      if (options.first.length > 0) opened.onBytes(options.first);
      return Promise.resolve({
        ok: true,
        value: {
          write: (bytes) =>
            new Promise((resolve) => {
              if (!writable.writable) return resolve(ended);
              writable.write(bytes, (error) => resolve(error ? ended : undefined));
            }),
          flush: () => Promise.resolve(),
          close() {
            events = null;
            return Promise.resolve();
          },
        },
      });
    },
  };
}
