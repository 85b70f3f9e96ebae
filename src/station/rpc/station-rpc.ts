import { ORPCError } from '@orpc/server';
import { StandardRPCHandler } from '@orpc/server/standard';
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer';
import { ServerPeer } from '@orpc/standard-server-peer';
import type { WebSocket } from 'ws';
import type { Logger } from '../../kernel/logger.ts';
import type { StationIntents } from '../ports/intents.ts';
import type { Screens } from '../ports/screens.ts';
import type { FrameProblem } from './frame.ts';
import { readFrame, refusal } from './frame.ts';
import type { Pipe, ServablePort } from './pipe.ts';
import { closeReasons, pipeOverPort, pipeOverWebSocket } from './pipe.ts';
import { createStationRouter } from './router.ts';

/** Serves pages, over whatever connects them. A connection ends when its page goes or when `close` is called. */
export interface StationRpc {
  serveWebSocket(socket: WebSocket): void;
  serveMessagePort(port: ServablePort): void;
  /** Hangs up on every page; the streams that they watched end. */
  close(): void;
}

/** What a station lends to its pages. */
export interface StationRpcDeps {
  readonly intents: StationIntents;
  readonly screens: Screens;
  readonly logger: Logger;
}

type Handle = ReturnType<typeof createServerPeerHandleRequestFn>;

/** Calls of one page that may be under way at once, its three watched screens among them. */
const MAX_CALLS = 64;

/** One router for every page and every transport. */
export function createStationRpc({ intents, screens, logger }: StationRpcDeps): StationRpc {
  const handler = new StandardRPCHandler(createStationRouter(intents, screens), {
    clientInterceptors: [
      async ({ next, path }) => {
        try {
          return await next();
        } catch (error) {
          reportFailure(logger, path.join('.'), error);
          throw error;
        }
      },
    ],
  });
  const handle = createServerPeerHandleRequestFn(handler, { context: {} });
  const pipes = new Set<Pipe>();
  const serve = (pipe: Pipe): void => {
    pipes.add(pipe);
    servePipe(pipe, handle, logger, () => pipes.delete(pipe));
  };
  return {
    serveWebSocket: (socket) => serve(pipeOverWebSocket(socket)),
    serveMessagePort: (port) => serve(pipeOverPort(port)),
    close: () => pipes.forEach((pipe) => pipe.close(closeReasons.goingAway)),
  };
}

function servePipe(pipe: Pipe, handle: Handle, logger: Logger, onGone: () => void): void {
  const peer = new ServerPeer((message) => (typeof message === 'string' ? pipe.send(message) : undefined));
  let calls = 0;
  let isOpen = true;

  const answer = async (message: unknown): Promise<void> => {
    const frame = readFrame(message);
    if (!frame.ok) return refuse(pipe, frame.error, logger);
    if (frame.value.kind === 'call' && calls >= MAX_CALLS) {
      return pipe.send(refusal(frame.value.id, 429, 'TOO_MANY_REQUESTS', 'Too many calls at once.'));
    }
    calls += 1;
    try {
      await peer.message(frame.value.text, handle);
    } finally {
      calls -= 1;
    }
  };

  pipe.listen({
    onMessage(message) {
      if (!isOpen) return;
      // A call that breaks on the way back (a view that its schema refuses) must not take the station with it.
      answer(message).catch((error: unknown) => logger.error('a page was not answered', { reason: nameOf(error) }));
    },
    onClose() {
      isOpen = false;
      peer.close();
      onGone();
    },
  });
}

async function refuse(pipe: Pipe, problem: FrameProblem, logger: Logger): Promise<void> {
  logger.warn('refused a message of a page', { problem: problem.kind });
  if (problem.kind === 'malformed' && problem.id !== null) return pipe.send(refusal(problem.id, 400, 'BAD_REQUEST', 'This is not a call of the contract.'));
  if (problem.kind === 'too-large') return pipe.close(closeReasons.tooLarge);
  pipe.close(problem.kind === 'not-text' ? closeReasons.binary : closeReasons.malformed);
}

/** A refused input is a page's mistake; anything else that is thrown is ours. Neither log line carries what was sent. */
function reportFailure(logger: Logger, procedure: string, error: unknown): void {
  if (error instanceof ORPCError && error.status < 500) return logger.warn('refused a call', { procedure, code: error.code });
  logger.error('a call failed', { procedure, reason: nameOf(error) });
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : 'not an error';
}
