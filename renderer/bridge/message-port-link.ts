import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { err, ok, type Result } from '../../src/kernel/result.ts';
import type { Dial, DialProblem, Link, StationClient } from './link.ts';

/** What the preload script puts on the page: asks the shell for a port to the station. */
export interface PasilloShell {
  requestPort(): void;
}

/** The message with which the preload script hands over the port. */
export const PORT_MESSAGE = 'pasillo:port';

/** Dials the station through the desktop shell: asks for a port and waits for the window message that carries it. */
export function messagePortDial(shell: PasilloShell, page: Window): Dial {
  return (signal) =>
    new Promise((resolve) => {
      const finish = (result: Result<Link, DialProblem>) => {
        page.removeEventListener('message', onMessage);
        signal.removeEventListener('abort', onAbort);
        resolve(result);
      };
      const onAbort = () => finish(err({ kind: 'no-answer' }));
      const onMessage = (event: MessageEvent<unknown>) => {
        // A frame or another origin must not be able to pose as the station.
        if (event.source !== page || event.data !== PORT_MESSAGE) return;
        const port = event.ports[0];
        if (port !== undefined) finish(ok(linkOver(port)));
      };
      page.addEventListener('message', onMessage);
      signal.addEventListener('abort', onAbort, { once: true });
      shell.requestPort();
    });
}

/** A link over an open port; exported for tests, which make both ends themselves. */
export function linkOver(port: MessagePort): Link {
  let end: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    end = resolve;
  });
  // `close` fires on this end when the other one goes, the station's process dying included.
  port.addEventListener('close', () => end(), { once: true });
  const client: StationClient = createORPCClient(new RPCLink({ port }));
  port.start();
  return {
    client,
    closed,
    close: () => {
      port.close();
      end();
    },
  };
}
