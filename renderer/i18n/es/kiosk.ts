/** Messages of the kiosk, in Spanish. */
export const esKiosk = {} as const;
