/** Families of lock boards, by the names that configurations and tools use. */
export const familyNames = ['cu48', 'cu16', '8a80', 'wkly', 'modbus-relay'] as const;

/** A family of lock boards. */
export type FamilyName = (typeof familyNames)[number];
