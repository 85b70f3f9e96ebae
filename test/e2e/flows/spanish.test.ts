import { flowTests } from '../support/flow-tests.ts';
import { mixedBagTest } from '../support/mixed-bag.ts';

mixedBagTest(flowTests('es'));
