import { openSync, writeSync } from 'node:fs';

/** Which operations a fault may strike: what writes bytes, or what flushes them. */
export type FaultClass = 'write' | 'sync';

/** What the system answers to an operation that fails. */
export type FaultError = 'ENOSPC' | 'EIO';

/** A fault to come: the `at`-th operation of its class from now on, that one only, or every one from it on. */
export interface PlannedFault {
  readonly strikes: FaultClass;
  readonly at: number;
  readonly error: FaultError;
  /** `until-ballast`: until a file whose name ends in `.ballast` is removed, which makes room. */
  readonly lasts: 'once' | 'on' | 'until-ballast';
}

/** Numbers of the errors on Linux (errno.h). */
const ERRNO: Readonly<Record<FaultError, number>> = { ENOSPC: 28, EIO: 5 };

/** The word of a recorded program to the recorder under it. */
export interface RecorderControl {
  /** Leaves a mark in the record, at this place. */
  mark(text: string): void;
  arm(fault: PlannedFault): void;
  clear(): void;
  /** Nothing more is recorded; faults still strike. */
  stop(): void;
  /** Did a fault strike since the last `arm`? */
  hasStruck(): boolean;
}

/** Speaks to the recorder that this program was started over; throws when it was not. */
export function recorderControl(): RecorderControl {
  const path = process.env['PASILLO_DISK_CONTROL'];
  if (path === undefined || process.env['LD_PRELOAD'] === undefined) throw new Error('this program is to be started over the recorder');
  const fd = openSync(path, 'w');
  const say = (text: string): void => void writeSync(fd, text);
  return {
    mark: say,
    arm: ({ strikes, at, error, lasts }) => say(`fault ${strikes} ${at} ${ERRNO[error]} ${lasts}`),
    clear: () => say('clear'),
    stop: () => say('stop'),
    hasStruck: () => {
      try {
        say('fired?');
        return false;
      } catch {
        return true;
      }
    },
  };
}
