import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocketServer } from 'ws';
import type { StationContract } from '../../../../src/contract/station/contract.ts';
import type { ServablePort } from '../../../../src/station/rpc/pipe.ts';
import type { StationRpc } from '../../../../src/station/rpc/station-rpc.ts';

/** A page at one end of a transport, with a client of the contract and the bare means to send anything. */
export interface Page {
  readonly client: ContractRouterClient<StationContract>;
  sendRaw(message: string | Uint8Array): void;
  /** Text messages that came back, as they came. */
  readonly received: readonly string[];
  /** Resolves when the other side has hung up. */
  readonly closed: Promise<void>;
  leave(): void;
}

/** A way to connect pages to a station. */
export interface Transport {
  readonly name: string;
  open(rpc: StationRpc): Promise<{ connect(): Promise<Page>; stop(): Promise<void> }>;
}

/** A real WebSocket on loopback. */
export const webSocketTransport: Transport = {
  name: 'a WebSocket',
  async open(rpc) {
    const http = createServer();
    const sockets = new WebSocketServer({ server: http });
    sockets.on('connection', (socket) => rpc.serveWebSocket(socket));
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const { port } = http.address() as AddressInfo;
    return {
      connect: () => connectSocket(`ws://127.0.0.1:${port}`),
      async stop() {
        rpc.close();
        for (const socket of sockets.clients) socket.terminate();
        sockets.close();
        http.close();
        await once(http, 'close');
      },
    };
  },
};

/** A real message channel between two ends in this process. */
export const messagePortTransport: Transport = {
  name: 'a message port',
  async open(rpc) {
    const ends: MessagePort[] = [];
    return {
      async connect() {
        const { port1, port2 } = new MessageChannel();
        ends.push(port1, port2);
        rpc.serveMessagePort(asElectronPort(port2));
        return connectPort(port1);
      },
      async stop() {
        rpc.close();
        for (const end of ends) end.close();
      },
    };
  },
};

/** Node's port with the events of Electron's `MessagePortMain`, which wrap what was sent. */
export function asElectronPort(port: MessagePort): ServablePort {
  return {
    postMessage: (message) => port.postMessage(message),
    start: () => port.start(),
    close: () => port.close(),
    on(event: 'message' | 'close', listener: (event: { data: unknown }) => void) {
      if (event === 'message') port.on('message', (data: unknown) => listener({ data }));
      else port.on('close', () => listener({ data: undefined }));
    },
  };
}

async function connectSocket(url: string): Promise<Page> {
  const socket = new WebSocket(url);
  const received: string[] = [];
  socket.addEventListener('message', (event) => received.push(String(event.data)));
  const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error('the socket did not open')));
  });
  return {
    client: createORPCClient(new SocketLink({ websocket: socket })),
    sendRaw: (message) => socket.send(message),
    received,
    closed,
    leave: () => socket.close(),
  };
}

function connectPort(port: MessagePort): Page {
  const received: string[] = [];
  port.on('message', (message) => received.push(String(message)));
  const closed = new Promise<void>((resolve) => {
    port.once('close', () => resolve());
  });
  const on = (event: string, listener: (event?: { data: unknown }) => void): void => {
    port.on(event, (data: unknown) => listener({ data }));
  };
  const link = new PortLink({ port: { on, postMessage: (data: unknown) => port.postMessage(data) } });
  return { client: createORPCClient(link), sendRaw: (message) => port.postMessage(message), received, closed, leave: () => port.close() };
}
