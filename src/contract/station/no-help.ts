import type { HelpView } from './help-views.ts';

/** Nobody calls. In a file without schemas, so that the page takes it along without the library that makes them. */
export const noHelp: HelpView = { state: 'none', why: 'person', since: null, answeredAfterMs: null, phone: null, late: false, everywhere: true };
