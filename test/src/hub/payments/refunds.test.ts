import { describe } from 'vitest';
import { pgliteEngine } from '../support/engines.ts';
import { refundsSuite } from './refunds-suite.ts';

describe('money that goes back, on PGlite', () => refundsSuite(pgliteEngine));
