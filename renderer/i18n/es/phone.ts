/** Messages of the phone screens, in Spanish. */
export const esPhone = {} as const;
