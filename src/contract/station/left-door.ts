import { z } from 'zod';

/**
 * A door that somebody of the staff opened and left, as it is named above the sign-in of a locked screen: which, what it was opened for, and whether it stands
 * open or waits for an answer.
 */
export const leftDoor = z.strictObject({
  number: z.number().int().min(1),
  task: z.enum(['load', 'recall', 'check']),
  state: z.enum(['open', 'asks']),
});
export type LeftDoor = z.infer<typeof leftDoor>;
