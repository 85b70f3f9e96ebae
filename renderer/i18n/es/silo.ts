/** Messages of the silo screens, in Spanish. */
export const esSilo = {} as const;
