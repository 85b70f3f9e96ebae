import type { WebSocket } from 'ws';

/** What travels between page and station, whatever carries it: text messages in both directions, and an end. */
export interface Pipe {
  /** Resolves when the message left this process; a message to a page that is gone is dropped. Never rejects. */
  send(text: string): Promise<void>;
  close(reason: CloseReason): void;
  /** `onMessage` gets whatever arrived, unchecked; `onClose` is called once. */
  listen(listeners: { onMessage(message: unknown): void; onClose(): void }): void;
}

/** Why this side hangs up. The codes are WebSocket close codes (RFC 6455, section 7.4.1). */
export const closeReasons = {
  malformed: { code: 1007, text: 'malformed' },
  binary: { code: 1003, text: 'text only' },
  tooLarge: { code: 1009, text: 'too large' },
  goingAway: { code: 1001, text: 'station stops' },
} as const;
export type CloseReason = (typeof closeReasons)[keyof typeof closeReasons];

/**
 * A message port as Electron's processes have it (`MessagePortMain`): events carry `data`. A port has no close codes, so its
 * page learns only that it was closed.
 */
export interface ServablePort {
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
}

/** A pipe over an accepted WebSocket. */
export function pipeOverWebSocket(socket: WebSocket): Pipe {
  return {
    send: (text) => new Promise((resolve) => socket.send(text, () => resolve())),
    close: ({ code, text }) => socket.close(code, text),
    listen({ onMessage, onClose }) {
      socket.on('message', (data, isBinary) => onMessage(isBinary ? data : data.toString()));
      // A broken or oversized frame ends in `close`, which is where it is dealt with; unheard, the event would end the process.
      socket.on('error', () => undefined);
      socket.once('close', () => onClose());
    },
  };
}

/** A pipe over a message port. */
export function pipeOverPort(port: ServablePort): Pipe {
  return {
    send(text) {
      port.postMessage(text);
      return Promise.resolve();
    },
    close: () => port.close(),
    listen({ onMessage, onClose }) {
      port.on('message', (event) => onMessage(event.data));
      port.on('close', () => onClose());
      port.start();
    },
  };
}
