/** What is said where the half of this proof that needs a server cannot run. */
export const NO_POSTGRES = 'No PostgreSQL server is installed here: sync under fire ran on PGlite alone, whose transactions never overlap.';
