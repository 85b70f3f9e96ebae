import type { Member } from './staff-chrome.tsx';

/** Are orders and their money this member's work? Whoever only repairs doors sees none of it; the station refuses it to them, too. */
export function isSeller({ roles }: Pick<Member, 'roles'>): boolean {
  return roles.includes('assistant') || roles.includes('manager');
}
