// First: it must run before any module makes a schema.
import './bridge/no-eval.ts';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import type { Bridge } from './bridge/bridge.ts';
import { connectStation } from './bridge/connect.ts';
import { BridgeProvider } from './bridge/hooks.tsx';
import { loadOthersAtRest } from './i18n/load-others.ts';
import { loadMessages } from './i18n/spoken.ts';
import { useFiveKeys } from './five-keys/use-five-keys.ts';
import { takeCarried } from './fresh/browser-page.ts';
import { FreshPage } from './fresh/fresh-page.tsx';
import { KioskApp } from './kiosk/kiosk-app.tsx';
import { pagePainter } from './pictures/page-painter.ts';
import { useWedgeGuard } from './reading/use-wedge.ts';
import { useBadgeAtScanner } from './reading/use-badge-at-scanner.ts';
import { PainterContext } from './ui/garment/painter-context.ts';
import { keepFromClipboard } from './ui/no-copies.ts';
import { markPresses } from './ui/press-mark.ts';
import { goTo, useRoute } from './ui/route.ts';
import './ui/tokens.css';
import './ui/base.css';

const SiloApp = lazy(() => import('./silo/silo-app.tsx').then(({ SiloApp }) => ({ default: SiloApp })));
const StaffApp = lazy(() => import('./staff/staff-app.tsx').then(({ StaffApp }) => ({ default: StaffApp })));

keepFromClipboard(document);
const carried = takeCarried(sessionStorage);
if (carried !== null) goTo(carried);
const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
// Every screen begins in Spanish, unless its shop says otherwise.
const [bridge] = await Promise.all([openBridge(), loadMessages('es')]);
// The desktop shell throws its page away by itself; a scene has no station that would show the same again.
const isRenewed = window.pasillo === undefined && !isScene();
createRoot(root).render(
  <StrictMode>
    <BridgeProvider bridge={bridge}>
      <PainterContext value={pagePainter()}>
        <Suspense fallback={null}>
          <Area />
        </Suspense>
        {isRenewed ? <Renewed /> : null}
      </PainterContext>
    </BridgeProvider>
  </StrictMode>,
);
loadOthersAtRest();
markPresses(document);

/** One page for the whole floor; the address says which area it shows. */
function Area() {
  const route = useRoute();
  useWedgeGuard();
  useFiveKeys();
  const { badge, onTaken } = useBadgeAtScanner(route.startsWith('/staff'));
  if (route.startsWith('/silo')) return <SiloApp />;
  if (route.startsWith('/staff')) return <StaffApp badge={badge} onTaken={onTaken} />;
  return <KioskApp siloOnly={<SiloApp />} />;
}

/** Knows where the page is, and draws nothing. */
function Renewed() {
  return <FreshPage route={useRoute()} />;
}

function isScene(): boolean {
  return import.meta.env.MODE !== 'production' && new URLSearchParams(window.location.search).has('mock');
}

/** In builds for development and tests, `?mock=NAME` plays a scene instead of asking a station. */
async function openBridge(): Promise<Bridge> {
  if (import.meta.env.MODE === 'production') return connectStation();
  const { mockBridge, mockName } = await import('./bridge/mock/mock-bridge.ts');
  const name = mockName(window.location);
  if (name === null) return connectStation();
  const [kiosk, silo, staff] = await Promise.all([import('./kiosk/mock-scripts.ts'), import('./silo/mock-scripts.ts'), import('./staff/mock-scripts.ts')]);
  return mockBridge(name, { ...kiosk.kioskScripts, ...silo.siloScripts, ...staff.staffScripts });
}
