import { enrolResponse, type EnrolResponse } from '../contract/hub/sync.ts';
import type { StoreReader } from './ports/store.ts';

/** The name under which the store keeps what the hub said when this station was enrolled. */
export const IDENTITY_KEY = 'identity';

/** Who this station is, as the hub said at its enrolment; null before it, and for text that is no identity. */
export function readIdentity(store: StoreReader): EnrolResponse | null {
  const text = store.meta(IDENTITY_KEY);
  if (text === null) return null;
  try {
    const parsed = enrolResponse.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
