/** Builds the page as shops get it, unless it was built from exactly these sources before: what the browser tests then find built. */
import { buildPageIfChanged } from './world/page-build.ts';

const isNew = buildPageIfChanged(() => undefined);
process.stdout.write(isNew ? 'Built dist/renderer.\n' : 'dist/renderer is built from these sources already.\n');
