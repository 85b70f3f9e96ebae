import type { ConsentPage, MemberPage } from '../../src/contract/hub/loyalty.ts';
import { err, ok } from '../../src/kernel/result.ts';
import { freshBenefits } from '../kiosk/mock-benefits.ts';
import type { ConsentLink, MemberLink } from './club-link.ts';

/** The names of the scenes. */
export const clubScenes: readonly string[] = ['consent-newsletter', 'consent-membership', 'consent-box', 'consent-confirmed', 'consent-over', 'member-page'];

/** The scene of a page about consents or membership, by its name; both null where the name is another's. */
export function mockClub(name: string): { readonly consent: ConsentLink | null; readonly member: MemberLink | null } {
  const facts = consents[name];
  if (facts !== undefined) return { consent: consentLink(facts), member: null };
  return { consent: null, member: name === 'member-page' ? memberLink : null };
}

const asked: ConsentPage = { storeName: 'Pasillo Gran Vía', locale: 'es', purpose: { kind: 'newsletter' }, box: null, state: 'asked', country: 'ES' };
const consents: Readonly<Record<string, ConsentPage>> = {
  'consent-newsletter': asked,
  'consent-membership': { ...asked, purpose: { kind: 'membership' } },
  'consent-box': { ...asked, purpose: { kind: 'box', boxId: 'basicos' }, box: freshBenefits.offers.boxes[0] ?? null },
  'consent-confirmed': { ...asked, state: 'confirmed' },
  'consent-over': { ...asked, state: 'over' },
};

function consentLink(facts: ConsentPage): ConsentLink {
  return {
    load: async () => ok(facts),
    confirm: async () => ok({ ...facts, state: 'confirmed' }),
    withdraw: async () => ok({ ...facts, state: 'over' }),
  };
}

const member: MemberPage = {
  name: 'Pasillo',
  locale: 'es',
  code: `PM1:${'0'.repeat(125)}`,
  points: 480,
  worth: { minor: 2400, currency: 'EUR' },
  rules: { earnMinor: 100, leastPoints: 100, currency: 'EUR' },
  sizes: [],
  entries: [
    { at: Date.UTC(2026, 10, 20, 10), kind: 'earned', points: 115, number: 'K1-00042-7' },
    { at: Date.UTC(2026, 10, 20, 9), kind: 'redeemed', points: -240, number: 'K1-00042-7' },
    { at: Date.UTC(2026, 8, 1, 9), kind: 'imported', points: 605, number: null },
  ],
};

const memberLink: MemberLink = { load: async () => ok(member), renew: async () => ok(member), leave: async () => err({ kind: 'unreachable' }) };
