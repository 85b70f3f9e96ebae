import { createHeldGate } from '../reading/held-gate.ts';

/** The silo's camera goes with each refusal and comes back after it; what it has passed on outlives that. A code means something else for a return. */
export const cameraGates = {
  collect: createHeldGate(() => performance.now()),
  return: createHeldGate(() => performance.now()),
};
