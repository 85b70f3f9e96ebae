import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Locale } from '../../src/contract/schema.ts';
import type { KioskView } from '../../src/contract/station/views.ts';
import { useKiosk, useStationTime } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { Language } from '../i18n/language.tsx';
import { useText } from '../i18n/use-text.ts';
import { HelpBanner, HelpCall, HelpOver } from '../silo/help-call.tsx';
import { SpeechProvider } from '../speech/speech-provider.tsx';
import { Appearance } from '../ui/appearance.tsx';
import { Brand } from '../ui/brand.tsx';
import { HubBanner } from '../ui/hub-banner.tsx';
import { IdleDialog } from '../ui/idle-dialog.tsx';
import { LimitContext } from '../ui/limit-context.ts';
import { NowContext } from '../ui/now.ts';
import { type Preferences, usePreferences } from '../ui/preferences.ts';
import { goTo, useRoute } from '../ui/route.ts';
import { FrameContext, forgetScrolled, type FrameSurroundings, ScreenFrame } from '../ui/screen-frame.tsx';
import { SessionCover } from '../ui/session-cover.tsx';
import { isBeingAsked } from '../ui/timed-sheet.ts';
import { useTouchEnds } from '../ui/use-touch-ends.ts';
import { AssistBar } from './assist-bar.tsx';
import { AssistCalls } from './assist-calls.tsx';
import { AttractScreen } from './attract-screen.tsx';
import { KioskHelp } from './kiosk-help.tsx';
import { rememberPlace } from './kiosk-place.ts';
import { SessionScreens } from './session-screens.tsx';
import { WithKiosk } from './station-away.tsx';
import { forgetDrafts } from './use-draft.ts';

/** A language chosen on the attract screen by somebody who walked on is forgotten after this long. */
const FORGET_MS = 60_000;

/** The kiosk's screens, from the attract screen to the order number. On a silo-only station `siloOnly` stands instead. */
export function KioskApp({ siloOnly }: { readonly siloOnly: ReactNode }) {
  const { view, intents } = useKiosk();
  const [spoken, setSpoken] = useSpoken(view);
  const stationTime = useStationTime(view);
  const session = view?.session ?? null;
  const surroundings = useSurroundings(view, setSpoken);
  if (view?.place.stationKind === 'silo') return siloOnly;
  return (
    <Language locale={session?.locale ?? spoken}>
      <Brand theme={view?.place.theme} />
      <Appearance session={session?.sessionId ?? null}>
        <NowContext value={stationTime}>
          <FrameContext value={surroundings}>
            <LimitContext value={true}>
              <SpeechProvider
                screen="kiosk"
                whose={session?.sessionId ?? ''}
                onHeard={() => (session === null || isBeingAsked(document) ? undefined : void intents.touch())}
              >
                <WithKiosk>{view === null ? <ScreenFrame screen="waiting">{null}</ScreenFrame> : <Screens view={view} />}</WithKiosk>
                <HelpOver screen="kiosk" />
              </SpeechProvider>
            </LimitContext>
          </FrameContext>
        </NowContext>
      </Appearance>
    </Language>
  );
}

const HELP_CALL = <HelpCall screen="kiosk" />;
const HELP = <KioskHelp />;

/** What is around every screen of the kiosk: the same object until something of it changes, so that news of anything else do not draw every frame again. */
function useSurroundings(view: KioskView | null, setSpoken: (locale: Locale) => void): FrameSurroundings {
  const { intents } = useKiosk();
  const { run } = useAction<string>();
  const session = view?.session ?? null;
  const isAlone = session === null;
  const onLocale = useCallback(
    (locale: Locale) => {
      if (isAlone) setSpoken(locale);
      else run(() => intents.start({ locale }));
    },
    [isAlone, setSpoken, run, intents],
  );
  const shop = view?.place.storeName ?? '';
  const assist = view?.assist;
  const helped = assist === undefined ? null : session;
  const away = view === null || view.hub.state === 'online' ? null : view.hub;
  const banner = useMemo(
    () => (
      <>
        <HelpBanner screen="kiosk" />
        {assist === undefined || helped === null ? null : (
          <>
            <AssistBar assist={assist} session={helped} />
            <AssistCalls calls={assist.calls ?? []} />
          </>
        )}
        {away === null ? null : <HubBanner hub={away} note="pay.offline" />}
      </>
    ),
    [assist, helped, away],
  );
  return useMemo(() => ({ shop, banner, call: HELP_CALL, onLocale, help: HELP, isNobodys: isAlone }), [shop, banner, onLocale, isAlone]);
}

function Screens({ view }: { readonly view: KioskView }) {
  const text = useText();
  const { intents } = useKiosk();
  const route = useRoute();
  const ending = useAction<string>();
  const { session } = view;
  const [firstCode, setFirstCode] = useState<string | null>(null);
  // The session may be shown before the answer to its beginning is here, and the first screen with whatever it wanted to do then is gone.
  const wanted = useRef('/kiosk');
  const strayed = session === null ? route !== '/' && !isElsewhere(route) : route === '/';
  useEffect(() => {
    if (!strayed) return;
    goTo(session === null ? '/' : wanted.current);
    if (session !== null) wanted.current = '/kiosk';
  }, [strayed, session]);
  const sessionId = session?.sessionId ?? null;
  useEffect(() => {
    if (sessionId !== null) rememberPlace(sessionId, route);
  }, [sessionId, route]);
  const begin = (code: string | null, place: string) => {
    setFirstCode(code);
    wanted.current = place;
  };
  // Puts off the session's end. Whether the station heard it shows in the view: the session goes on, or it does not.
  useTouchEnds(session !== null, () => (isBeingAsked(document) ? undefined : void intents.touch().then(() => undefined)));
  useLimit(sessionId, intents);
  return (
    <>
      <title>{`${text('kiosk.title')} · ${view.place.storeName}`}</title>
      {session === null ? (
        <AttractScreen view={view} onBegin={begin} />
      ) : (
        <SessionScreens key={session.sessionId} view={view} session={session} firstCode={firstCode} />
      )}
      <IdleDialog idle={session?.idle ?? null} onStay={() => ending.run(() => intents.extend())} onEnd={() => ending.run(() => intents.end())} />
      <SessionCover
        coversAt={session?.unlimited?.coversAt ?? null}
        onStay={() => ending.run(() => intents.touch())}
        onEnd={() => ending.run(() => intents.end())}
      />
    </>
  );
}

/**
 * Is somebody on their way to another area? The address changes at once and the event that tells of it comes later: news of the
 * kiosk that are drawn in between must not call the person back.
 */
function isElsewhere(route: string): boolean {
  return route.startsWith('/silo') || route.startsWith('/staff');
}

/** Tells the station when the shopper switches the time limit off or on. What was chosen before the session counts from its beginning. */
function useLimit(sessionId: string | null, intents: Pick<ReturnType<typeof useKiosk>['intents'], 'setLimit'>): void {
  const { limit } = usePreferences().value;
  const told = useRef<Preferences['limit']>('usual');
  useEffect(() => {
    if (sessionId === null) told.current = 'usual';
    else if (told.current !== limit) {
      told.current = limit;
      // Whether it is off shows in the view: the session has a countdown, or it has none.
      void intents.setLimit({ limit }).then(() => undefined);
    }
  }, [sessionId, limit, intents]);
}

/** The language before a session, and the end of everything that was typed when a session is over. */
function useSpoken(view: KioskView | null): readonly [Locale, (locale: Locale) => void] {
  const sessionId = view?.session?.sessionId ?? null;
  const known = view !== null;
  const [chosen, setSpoken] = useState<Locale | null>(null);
  const [before, setBefore] = useState(sessionId);
  if (before !== sessionId) {
    setBefore(sessionId);
    setSpoken(null);
  }
  useEffect(() => {
    // Before the first view nobody knows whose session it is, and a reload must keep what was typed.
    if (!known) return;
    forgetDrafts(sessionStorage, sessionId);
    forgetScrolled();
  }, [known, sessionId]);
  useEffect(() => {
    if (chosen === null || sessionId !== null) return undefined;
    const timer = setTimeout(() => setSpoken(null), FORGET_MS);
    return () => clearTimeout(timer);
  }, [chosen, sessionId]);
  return [chosen ?? view?.place.language ?? 'es', setSpoken];
}
