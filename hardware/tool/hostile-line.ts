import type { Link } from '../contract/link.ts';

/** Who listens at the master's end of a line, before the master does. */
export interface LineEars {
  onWrite(bytes: Uint8Array): void;
  onBytes(bytes: Uint8Array): void;
}

/** The master's end of a line that makes no pauses of its own, with ears on it. */
export function listenedLink(link: Link, ears: LineEars): Link {
  return {
    name: link.name,
    latestFrameMs: link.latestFrameMs,
    gapMs: 0,
    wireTimeMs: (count) => link.wireTimeMs(count),
    async open(events) {
      const opened = await link.open({
        onBytes(bytes) {
          ears.onBytes(bytes);
          events.onBytes(bytes);
        },
        onClose: (problem) => events.onClose(problem),
      });
      if (!opened.ok) return opened;
      const port = opened.value;
      return {
        ok: true,
        value: {
          write(bytes) {
            ears.onWrite(bytes);
            return port.write(bytes);
          },
          flush: () => port.flush(),
          close: () => port.close(),
        },
      };
    },
  };
}
