import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import '../ui/base.css';
import { type LoadOrder, orderBehind } from './load-order.ts';
import { PhonePage } from './phone-page.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
const load = (await mockLoad()) ?? orderBehind(window.location.pathname);
createRoot(root).render(
  <StrictMode>
    <PhonePage load={load} browserLocale={navigator.language.startsWith('en') ? 'en' : 'es'} />
  </StrictMode>,
);

/** In builds for development and tests, the scene that the address names with `?mock=`. */
async function mockLoad(): Promise<LoadOrder | null> {
  if (import.meta.env.MODE === 'production') return null;
  const name = new URLSearchParams(window.location.search).get('mock');
  return name === null ? null : (await import('./mock-orders.ts')).mockOrder(name);
}
