import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { languageOfTag } from '../../src/kernel/language.ts';
import '../ui/tokens.css';
import '../ui/base.css';
import { loadMessages } from '../i18n/spoken.ts';
import { bagBehind, type BagLink } from './bag-link.ts';
import { BagPage } from './bag-page.tsx';
import { type ConsentLink, consentBehind, type MemberLink, memberBehind } from './club-link.ts';
import { ConsentPage } from './consent-page.tsx';
import { MemberPage } from './member-page.tsx';
import { type LoadSecondCode, type OrderLink, orderBehind, type PayLink, payLinkBehind, secondCodeBehind } from './order-link.ts';
import { PayPage } from './pay-page.tsx';
import { PhonePage } from './phone-page.tsx';
import { modelBehind, RoomPage } from './room-page.tsx';
import { SecondCodePage } from './second-code-page.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
const browserLocale = languageOfTag(navigator.language);
const mock = await mockScene();
const second = mock?.second ?? secondCodeBehind(window.location.pathname);
const paying = mock === null ? payLinkBehind(window.location.pathname) : mock.paying;
const bag = mock === null ? bagBehind(window.location) : mock.bag;
const model = modelBehind(window.location);
const consent = mock === null ? consentBehind(window.location.pathname) : mock.club.consent;
const member = mock === null ? memberBehind(window.location.pathname) : mock.club.member;
// What the customer ordered in may be another language; it is loaded when that is known.
await loadMessages(browserLocale);
createRoot(root).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);

/** The page that the address names. */
function Page() {
  if (model !== null) return <RoomPage model={model} browserLocale={browserLocale} />;
  if (bag !== null) return <BagPage link={bag} browserLocale={browserLocale} />;
  if (paying !== null) return <PayPage link={paying} browserLocale={browserLocale} />;
  if (consent !== null) return <ConsentPage link={consent} browserLocale={browserLocale} />;
  if (member !== null) return <MemberPage link={member} browserLocale={browserLocale} />;
  if (second !== null) return <SecondCodePage load={second} browserLocale={browserLocale} />;
  return <PhonePage link={mock?.link ?? orderBehind(window.location.pathname)} browserLocale={browserLocale} />;
}

/** In builds for development and tests, the scene that the address names with `?mock=`. */
async function mockScene(): Promise<MockPage | null> {
  if (import.meta.env.MODE === 'production') return null;
  const name = new URLSearchParams(window.location.search).get('mock');
  if (name === null) return null;
  const { mockOrder, mockPayLink, mockSecondCode } = await import('./mock-orders.ts');
  const { mockBag } = await import('./mock-bag.ts');
  const { mockClub } = await import('./mock-club.ts');
  const bag = mockBag(name);
  const second = mockSecondCode(name);
  const paying = mockPayLink(name);
  const club = mockClub(name);
  const others: readonly unknown[] = [second, paying, bag, club.consent, club.member];
  return { link: others.every((other) => other === null) ? mockOrder(name) : orderBehind(''), second, paying, bag, club };
}

interface MockPage {
  readonly link: OrderLink;
  readonly second: LoadSecondCode | null;
  readonly paying: PayLink | null;
  readonly bag: BagLink | null;
  readonly club: { readonly consent: ConsentLink | null; readonly member: MemberLink | null };
}
