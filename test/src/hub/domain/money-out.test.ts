import { afterAll, beforeAll, describe, vi } from 'vitest';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { moneyOutSuite } from './money-out-suite.ts';

// A real database is slow to start on a machine that has much else to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let engine: TestEngine;
beforeAll(async () => {
  engine = await pgliteEngine();
});
afterAll(() => engine.close());

describe('money that goes out', () => moneyOutSuite(() => engine));
