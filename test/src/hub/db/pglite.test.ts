import { afterAll, beforeAll, describe } from 'vitest';
import { pushRunSuite } from '../domain/push-run-suite.ts';
import { pushSuite } from '../domain/push-suite.ts';
import { pgliteEngine, type TestEngine } from '../support/engines.ts';
import { databaseSuite } from './database-suite.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await pgliteEngine();
});
afterAll(() => engine.close());

describe('the database on PGlite', () => databaseSuite(() => engine));
describe('pushes on PGlite', () => pushSuite(() => engine));
describe('operations of one push on PGlite', () => pushRunSuite(() => engine));
