import { useCallback, useEffect, useState } from 'react';
import { goTo } from '../ui/route.ts';
import { usePortReader } from './use-port-reader.ts';

/** A staff badge that was held to the scanner while another area was open, until the sign-in takes it. */
export interface BadgeAtScanner {
  readonly badge: string | null;
  readonly onTaken: () => void;
}

/** Wherever the page is, a staff badge before the station's own scanner opens the staff's sign-in. The badge alone signs nobody in. */
export function useBadgeAtScanner(isStaffArea: boolean): BadgeAtScanner {
  const [badge, setBadge] = useState<string | null>(null);
  const onTaken = useCallback(() => setBadge(null), []);
  usePortReader('page', ({ kind, code }) => {
    if (kind !== 'badge' || isStaffArea) return false;
    setBadge(code);
    goTo('/staff');
    return true;
  });
  // Whoever leaves the staff's screens takes the badge along.
  useEffect(() => {
    if (!isStaffArea) onTaken();
  }, [isStaffArea, onTaken]);
  return { badge, onTaken };
}
