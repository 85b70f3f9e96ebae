import { useEffect } from 'react';
import { chime } from './chime.ts';

/** How often an unanswered call is heard on a screen of the staff, in milliseconds. */
const RING_EVERY_MS = 5_000;

/** Is heard at once and again and again, as long as something rings. */
export function useRinging(rings: boolean): void {
  useEffect(() => {
    if (!rings) return undefined;
    chime();
    const timer = setInterval(chime, RING_EVERY_MS);
    return () => clearInterval(timer);
  }, [rings]);
}
