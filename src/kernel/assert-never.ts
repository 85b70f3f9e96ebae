/** Ends an exhaustive `switch`: the compiler refuses it while a case is missing, and it throws if bad data reaches it. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
