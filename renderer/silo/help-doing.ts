import type { HelpDoing } from '../../src/contract/hub/silo.ts';

/** The kinds of screens that a person may call from, by how the names of their screens begin; the first that fits. */
const kinds: readonly (readonly [RegExp, HelpDoing])[] = [
  [/^(attract|waiting|wait)$/, 'start'],
  [/^(browse|product |kiosk)/, 'choosing'],
  [/^(bag|review|each)/, 'bag'],
  [/^(delivery|address|contact)/, 'delivery'],
  [/^(placed|order|find-order|withdraw|claim|after-receipt)/, 'order'],
  [/^(club|join)/, 'member'],
  [/^return-/, 'returning'],
  [/^(silo|code|pin|opening|open|close-door|close|did-not-open|thanks|next|again|shut|unsure|refused|ready|locked|checking)/, 'collecting'],
];

/** What somebody on the screen of this name is doing. Only the kind leaves the page: names may carry a product's id. */
export function doingOn(screen: string): HelpDoing {
  return kinds.find(([names]) => names.test(screen))?.[1] ?? 'other';
}
