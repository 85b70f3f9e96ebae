import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import '../ui/base.css';
import { type OrderLink, orderBehind, type LoadSecondCode, secondCodeBehind } from './order-link.ts';
import { PhonePage } from './phone-page.tsx';
import { SecondCodePage } from './second-code-page.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
const browserLocale = navigator.language.startsWith('en') ? 'en' : 'es';
const mock = await mockScene();
const second = mock?.second ?? secondCodeBehind(window.location.pathname);
createRoot(root).render(
  <StrictMode>
    {second === null ? (
      <PhonePage link={mock?.link ?? orderBehind(window.location.pathname)} browserLocale={browserLocale} />
    ) : (
      <SecondCodePage load={second} browserLocale={browserLocale} />
    )}
  </StrictMode>,
);

/** In builds for development and tests, the scene that the address names with `?mock=`. */
async function mockScene(): Promise<{ readonly link: OrderLink; readonly second: LoadSecondCode | null } | null> {
  if (import.meta.env.MODE === 'production') return null;
  const name = new URLSearchParams(window.location.search).get('mock');
  if (name === null) return null;
  const { mockOrder, mockSecondCode } = await import('./mock-orders.ts');
  const load = mockSecondCode(name);
  return { link: load === null ? mockOrder(name) : orderBehind(''), second: load };
}
