/** Facts beside a log line: ids, codes and counts. Never names, addresses, codes that open, or PINs. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** Where a program tells its operator what it does. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** A logger that says nothing. */
export const silentLogger: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
