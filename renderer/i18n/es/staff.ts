/** Messages of the staff screens, in Spanish. */
export const esStaff = {} as const;
