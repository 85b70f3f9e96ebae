/** How the tool speaks with its user; a test listens in. */
export interface ToolIo {
  /** To stdout, as it stands. */
  print(text: string): void;
  /** To stderr, as a line. */
  complain(text: string): void;
  /** Resolves when the user has had enough (Ctrl+C). */
  untilInterrupted(): Promise<void>;
}

/** Exit codes, as the help tells them. */
export const exitCode = { done: 0, notOpened: 1, wrongUse: 2, noPort: 3, noAnswer: 4, failed: 5 } as const;
