import { flowTests } from '../support/flow-tests.ts';

flowTests('es');
