/**
 * Honeywell's serial trigger: SYN T CR begins a reading, SYN U CR ends it (Honeywell Xenon user guides). Neither is answered.
 * A reading ends by itself when a code was read or the scanner's own time is over.
 */
export const honeywellTrigger: readonly number[] = [0x16, 0x54, 0x0d];

/** Ends the reading that `honeywellTrigger` began. */
export const honeywellUntrigger: readonly number[] = [0x16, 0x55, 0x0d];
