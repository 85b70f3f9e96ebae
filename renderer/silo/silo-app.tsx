import { useCallback, useState } from 'react';
import type { Locale } from '../../src/contract/schema.ts';
import { afterChoice, nextPerson, nobodyMet } from '../../src/contract/station/silo-person.ts';
import type { SiloView } from '../../src/contract/station/silo-views.ts';
import { useSilo, useStationTime } from '../bridge/hooks.tsx';
import { Language } from '../i18n/language.tsx';
import { useText } from '../i18n/use-text.ts';
import { SpeechProvider } from '../speech/speech-provider.tsx';
import { Appearance } from '../ui/appearance.tsx';
import { Brand } from '../ui/brand.tsx';
import { NowContext } from '../ui/now.ts';
import { goTo } from '../ui/route.ts';
import { FrameContext } from '../ui/screen-frame.tsx';
import { HelpBanner, HelpCall, HelpOver } from './help-call.tsx';
import { Patience } from './patience.tsx';
import { SiloHelp } from './silo-help.tsx';
import { SiloScreens } from './silo-screens.tsx';
import { WithStation } from './station-lost.tsx';

/** The silo's screens. Language and looks belong to one person, and go with them. */
export function SiloApp() {
  const { view } = useSilo();
  const [chosen, setLocale] = useState<Locale | null>(null);
  const [person, setPerson] = useState(0);
  const [entering, setEntering] = useState(false);
  const [heard, setHeard] = useState(0);
  const forget = () => {
    setLocale(null);
    setEntering(false);
    setPerson((count) => count + 1);
  };
  const chose = useForgetting(view, forget);
  const surroundings = {
    shop: view?.place.storeName ?? '',
    banner: <HelpBanner screen="silo" />,
    onLocale: (locale: Locale) => {
      setLocale(locale);
      chose();
    },
    call: <HelpCall screen="silo" />,
    help: <SiloHelp />,
    isNobodys: true,
  };
  return (
    <Language locale={chosen ?? view?.place.language ?? 'es'}>
      <Brand theme={view?.place.theme} />
      <Appearance session={String(person)} onChosen={chose}>
        <NowContext value={useStationTime(view)}>
          <FrameContext value={surroundings}>
            <SpeechProvider screen="silo" whose={`${person} ${view?.state.kind ?? ''}`} onHeard={() => setHeard((count) => count + 1)}>
              <WithStation>
                <SiloScreens key={person} entering={entering} onEntering={setEntering} onLeave={view?.place.stationKind === 'both' ? () => goTo('/') : null} />
                <Patience isWaiting={view?.state.kind === 'ready'} isBegun={entering || chosen !== null} heard={heard} onForget={forget} />
                <HelpOver screen="silo" />
              </WithStation>
            </SpeechProvider>
          </FrameContext>
        </NowContext>
      </Appearance>
      <PageTitle />
    </Language>
  );
}

function PageTitle() {
  const text = useText();
  return <title>{text('silo.ready.title')}</title>;
}

/** Calls `forget` when a person has finished, has walked away from what the station showed them, or another is being served. What it gives hears of every choice. */
function useForgetting(view: SiloView | null, forget: () => void): () => void {
  const [person, setPerson] = useState(nobodyMet);
  if (view !== null) {
    const next = nextPerson(person, { kind: view.state.kind, visit: view.visit ?? null });
    if (next.person !== person) setPerson(next.person);
    if (next.isAnother) forget();
  }
  return useCallback(() => setPerson(afterChoice), []);
}
