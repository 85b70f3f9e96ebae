import { config } from 'zod';

// Imported before any schema is made: the page's policy allows no code made from text, which the library would try at once.
config({ jitless: true });
