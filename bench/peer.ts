/**
 * A part of a peer, taken as its documentation describes it: peers are packages of this folder alone, so that the compiler must not need
 * them. Throws where the peer is not installed.
 */
export async function imported<T>(specifier: string, pick: string): Promise<T> {
  const found: Record<string, T> = await import(specifier);
  const part = pick === '*' ? (found as T) : found[pick];
  if (part === undefined) throw new Error(`${specifier} has no ${pick}`);
  return part;
}
