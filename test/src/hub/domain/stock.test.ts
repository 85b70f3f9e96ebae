import { afterAll, beforeAll, describe } from 'vitest';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { stockSuite } from './stock-suite.ts';

let engine: TestEngine;

beforeAll(async () => {
  engine = await pgliteEngine();
});
afterAll(() => engine.close());

describe('stock on PGlite', () => stockSuite(() => engine));
