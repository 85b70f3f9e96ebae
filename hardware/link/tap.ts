import type { Link, LinkProblem } from '../contract/link.ts';

/** What passes through a tapped link. */
export type LinkTraffic =
  | { readonly kind: 'opened' }
  | { readonly kind: 'not-opened'; readonly problem: LinkProblem }
  | { readonly kind: 'out'; readonly bytes: Uint8Array }
  | { readonly kind: 'in'; readonly bytes: Uint8Array }
  | { readonly kind: 'lost'; readonly problem: LinkProblem }
  | { readonly kind: 'closed' };

/** The same link, with somebody listening. `listener` is called before the bytes go on, so a record is never behind the truth. */
export function tapLink(link: Link, listener: (traffic: LinkTraffic) => void): Link {
  return {
    name: link.name,
    latestFrameMs: link.latestFrameMs,
    gapMs: link.gapMs,
    wireTimeMs: (count) => link.wireTimeMs(count),
    async open(events) {
      const opened = await link.open({
        onBytes(bytes) {
          listener({ kind: 'in', bytes });
          events.onBytes(bytes);
        },
        onClose(problem) {
          listener({ kind: 'lost', problem });
          events.onClose(problem);
        },
      });
      listener(opened.ok ? { kind: 'opened' } : { kind: 'not-opened', problem: opened.error });
      if (!opened.ok) return opened;
      const port = opened.value;
      return {
        ok: true,
        value: {
          write(bytes) {
            listener({ kind: 'out', bytes });
            return port.write(bytes);
          },
          flush: () => port.flush(),
          close() {
            listener({ kind: 'closed' });
            return port.close();
          },
        },
      };
    },
  };
}
