import { type ReactNode, useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { HelpScreen } from '../../src/contract/station/help-views.ts';
import type { SpeechView } from '../../src/contract/station/speech-contract.ts';
import { useBridge, usePublished } from '../bridge/hooks.tsx';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { usePreferences } from '../ui/preferences.ts';
import { LEFT_MS, useStillness } from '../ui/use-stillness.ts';
import { Sheet } from '../ui/sheet.tsx';
import { browserVoice, localVoice } from './browser-voice.ts';
import { Curtain } from './curtain.tsx';
import { createEngine, type EngineState, type SpeechEngine } from './engine.ts';
import { createPlayer } from './player.ts';
import { SpeechContext, type SpeechControl } from '../ui/speech-context.ts';
import { sounding } from './sounding.ts';
import { stationVoice } from './station-voice.ts';
import { useHeadset } from './use-headset.ts';
import type { PageVoice } from './voice.ts';

export interface SpeechProviderProps {
  /** Who is called where nothing can speak. */
  readonly screen: HelpScreen;
  /** Changes when somebody else may stand here, or what is on the screen must be seen: it is told no more then that nothing can speak. */
  readonly whose: string;
  /** Something was listened to: time that a person spends listening is not time that they are away. */
  readonly onHeard?: () => void;
  readonly children: ReactNode;
}

const silent: SpeechView = { languages: [], headset: 'unknown' };

/** Makes every screen below it speak, for who wants to listen. How it is used without looking: `speech-keys.ts`. */
export function SpeechProvider({ screen, whose, onHeard, children }: SpeechProviderProps) {
  const text = useText();
  const bridge = useBridge();
  const { value, change } = usePreferences();
  const view = usePublished(bridge.speech);
  const { languages, headset } = view ?? silent;
  const [isWanted, setWanted] = useState(false);
  const voice = useVoice(languages);
  const [isMissing, setMissing] = useState(false);
  const [told, setTold] = useState(whose);
  if (told !== whose) {
    setTold(whose);
    setMissing(false);
  }
  useStillness(isMissing, LEFT_MS, () => setMissing(false));
  const isOn = value.speech === 'on';
  const start = () => {
    if (voice !== null) return change({ ...value, speech: 'on' });
    // Right after the page has come nobody knows yet who can speak.
    if (view === null) return setWanted(true);
    setMissing(true);
    // Whoever asks for speech may need a person now: one is called, and whatever becomes of the call is on the screen.
    void bridge.intents.help.call({ screen }).then(() => undefined);
  };
  const stop = () => change({ ...value, speech: 'off', curtain: 'open' });
  const engine = useEngine({ isOn, voice, isPrivate: headset === 'in', start, stop, onHeard: onHeard ?? (() => undefined), onTrouble: () => setMissing(true) });
  const onKnown = useEffectEvent(start);
  useEffect(() => {
    if (view === null || !isWanted) return;
    setWanted(false);
    onKnown();
  }, [view, isWanted]);
  useHeadset(headset, { onIn: () => (isOn ? undefined : start()), onOut: () => (isOn ? stop() : undefined) });
  const control: SpeechControl = {
    mode: isOn ? 'on' : voice === null ? 'none' : 'off',
    start,
    stop,
    readAll: () => engine?.readAll(),
    chime: () => player().chime(value.volume),
  };
  return (
    <SpeechContext value={control}>
      {children}
      <Curtain />
      <Sheet
        open={isMissing}
        role="alertdialog"
        title={text('speech.none.title')}
        onClose={() => setMissing(false)}
        actions={
          <Button kind="primary" size="large" onPress={() => setMissing(false)}>
            {text('ui.close')}
          </Button>
        }
      >
        <p>{text('speech.none.body')}</p>
      </Sheet>
    </SpeechContext>
  );
}

/** The station's voice; where it has none for this language, the browser's own one on this device; else none. */
function useVoice(languages: SpeechView['languages']): PageVoice | null {
  const locale = useLocale();
  const { intents } = useBridge();
  const own = useBrowserVoices();
  const station = useMemo(() => sounding.of(stationVoice(intents.speech.say, player())), [intents]);
  const browser = useMemo(() => (own === null ? null : sounding.of(browserVoice(own))), [own]);
  if (languages.includes(locale)) return station;
  return own !== null && localVoice(own.getVoices(), locale) !== null ? browser : null;
}

/** The browser's voices come some time after the page. */
function useBrowserVoices(): SpeechSynthesis | null {
  const synthesis = typeof speechSynthesis === 'undefined' ? null : speechSynthesis;
  const [, redraw] = useState(0);
  useEffect(() => {
    const onVoices = () => redraw((count) => count + 1);
    synthesis?.addEventListener('voiceschanged', onVoices);
    return () => synthesis?.removeEventListener('voiceschanged', onVoices);
  }, [synthesis]);
  return synthesis;
}

interface EngineInput {
  readonly isOn: boolean;
  readonly voice: PageVoice | null;
  readonly isPrivate: boolean;
  readonly start: () => void;
  readonly stop: () => void;
  readonly onHeard: () => void;
  readonly onTrouble: () => void;
}

function useEngine({ isOn, voice, isPrivate, start, stop, onHeard, onTrouble }: EngineInput): SpeechEngine | null {
  const text = useText();
  const locale = useLocale();
  const { value } = usePreferences();
  const [engine, setEngine] = useState<SpeechEngine | null>(null);
  const stateNow = useEffectEvent(
    (): EngineState => ({
      isOn,
      text,
      voice,
      listening: isPrivate ? 'private' : 'open',
      hidden: { personal: text('speech.hidden.personal'), pin: text('speech.hidden.pin') },
      manner: { locale, rate: value.rate, volume: value.volume },
    }),
  );
  const onStart = useEffectEvent(start);
  const onStop = useEffectEvent(stop);
  const heard = useEffectEvent(onHeard);
  const trouble = useEffectEvent(onTrouble);
  useEffect(() => {
    const made = createEngine({
      page: document,
      player: player(),
      state: () => stateNow(),
      onStart: () => onStart(),
      onStop: () => onStop(),
      onTrouble: () => trouble(),
      onHeard: ({ urgency }) => {
        if (urgency === 'answer') heard();
      },
    });
    setEngine(made);
    return () => made.close();
  }, []);
  const begin = useEffectEvent((of: SpeechEngine) => of.begin(text('speech.intro')));
  const end = useEffectEvent((of: SpeechEngine) => of.end(text('speech.bye')));
  useEffect(() => {
    if (!isOn || engine === null) return undefined;
    begin(engine);
    return () => end(engine);
  }, [isOn, engine]);
  return engine;
}

let only: ReturnType<typeof createPlayer> | null = null;

/** One for the page: a browser allows few, and a page has one pair of ears. */
function player(): ReturnType<typeof createPlayer> {
  only ??= createPlayer();
  return only;
}
