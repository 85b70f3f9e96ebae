/** Cryptographic randomness as a dependency: `size` fresh bytes. A simulation passes a seeded one. */
export type RandomBytes = (size: number) => Uint8Array;
