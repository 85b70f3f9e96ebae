import { inject } from 'vitest';
import { servePages, type TestPage } from './page-server.ts';

export type { TestPage };

/** Serves the pages that were built in test mode for this run of the tests. */
export function serveTestPage(): Promise<TestPage> {
  return servePages(inject('testPages'));
}
