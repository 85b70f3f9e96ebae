import { createContext, memo, type ReactNode, useContext, useLayoutEffect, useRef, useState } from 'react';
import type { Locale } from '../../src/contract/schema.ts';
import { useText } from '../i18n/use-text.ts';
import { SpeechButton } from './speech-button.tsx';
import { SpeechChoices } from './speech-choices.tsx';
import { useSpeech } from './speech-context.ts';
import { AccessSheet } from './access-sheet.tsx';
import { Button } from './button.tsx';
import { FrameKeyboard } from './frame-keyboard.tsx';
import { Icon } from './icon.tsx';
import { LimitChoice } from './limit-choice.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import './screen-frame.css';
import { Sheet } from './sheet.tsx';
import { useScrolls } from './use-scrolls.ts';
import { LEFT_MS, useStillness } from './use-stillness.ts';

/** What is the same on all screens of one area. */
export interface FrameSurroundings {
  /** The shop's name, top left. */
  readonly shop: string;
  /** The offline line, or whatever else all screens of the area must say. */
  readonly banner?: ReactNode;
  readonly onLocale: (locale: Locale) => void;
  /** First in the help sheet of every screen of the area: how to call somebody. */
  readonly call?: ReactNode;
  /** Is nobody's session here? What somebody opened then is closed when they have gone. */
  readonly isNobodys?: boolean;
  /** What the help sheet says when a screen has nothing of its own. */
  readonly help: ReactNode;
}

/** Set once per area; every ScreenFrame below uses it. */
export const FrameContext = createContext<FrameSurroundings>({ shop: '', onLocale: () => undefined, help: null });

/** The name of the screen that is drawn: the help sheet tells staff what kind of screen somebody calls from. */
export const ScreenNameContext = createContext('');

export interface ScreenFrameProps {
  readonly children: ReactNode;
  /** Present where there is a way back. */
  readonly onBack?: () => void;
  /** Words on the back button when "Back" is not clear enough. */
  readonly backLabel?: string;
  /** Top right: the bag, who is signed in. */
  readonly corner?: ReactNode;
  /** Fixed above the navigation: the next step of this screen. */
  readonly action?: ReactNode;
  /** Help for this screen. */
  readonly help?: ReactNode;
  /** `narrow` for forms and reading, `roomy` for lists with a side to them, `wide` for grids; `fill` gives the whole area, without scrolling. */
  readonly width?: 'narrow' | 'roomy' | 'wide' | 'fill';
  /** Over the screen that the area says aloud in sentences of its own, this one is told by what stands on it. */
  readonly tellsItself?: boolean;
  /** A value that changes with the screen, so that each starts at its top. */
  readonly screen: string;
  /** Comes back to where it was scrolled to, while this key is the same: for lists that people return to. */
  readonly remember?: string;
}

/** Where remembered screens were scrolled to. The keys hold what was searched for. */
const scrolled = new Map<string, number>();

/** Forgets where anybody was, with what they looked for: at the end of each session. */
export function forgetScrolled(): void {
  scrolled.clear();
}

/**
 * The one arrangement of all screens: who we are above, the matter in the middle, the next step below it, and Back, Help,
 * language and accessibility always in the same place at the foot, within reach from a wheelchair.
 *
 *     +---------------------------+
 *     | shop               corner |
 *     | banner                    |
 *     |                           |
 *     |          children         |   scrolls
 *     |                           |
 *     | action                    |
 *     | keyboard, while wanted    |
 *     | Back   Help  Aa  Language |
 *     +---------------------------+
 *
 * A low panel has no room to waste: there the next step stands in the row of the foot.
 *
 *     | keyboard, while wanted            |
 *     | Back  Help  Aa  Language   action |
 *     +-----------------------------------+
 */
export function ScreenFrame(props: ScreenFrameProps) {
  const text = useText();
  const surroundings = useContext(FrameContext);
  const main = useRef<HTMLElement>(null);
  const at = useRef(0);
  const scrolls = useScrolls(main);
  // The screen's name is why it runs: another screen starts at its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useLayoutEffect(() => {
    const wanted = props.remember === undefined ? 0 : (scrolled.get(props.remember) ?? 0);
    // Asking the browser where it stands, or telling it what is so already, would make it lay out the whole page before the next frame.
    if (main.current !== null && at.current !== wanted) main.current.scrollTop = wanted;
    at.current = wanted;
  }, [props.screen, props.remember]);
  return (
    <div className="frame">
      <header className="frame-head">
        <p className="frame-shop">{surroundings.shop}</p>
        <div className="frame-corner">{props.corner}</div>
      </header>
      {surroundings.banner === undefined || surroundings.banner === null ? null : <div className="frame-banner">{surroundings.banner}</div>}
      <main
        className="frame-main"
        data-width={props.width ?? 'wide'}
        data-screen={props.screen}
        data-tells={props.tellsItself === true ? 'itself' : undefined}
        ref={main}
        tabIndex={scrolls ? 0 : undefined}
        onScroll={(event) => {
          at.current = event.currentTarget.scrollTop;
          if (props.remember !== undefined) scrolled.set(props.remember, at.current);
        }}
      >
        <div className="frame-content">{props.children}</div>
      </main>
      <div className="frame-low">
        {props.action === undefined || props.action === null ? null : (
          <section className="frame-action" aria-label={text('ui.next')}>
            <div className="frame-action-inner">{props.action}</div>
          </section>
        )}
        <FrameKeyboard />
        <ScreenNameContext value={props.screen}>
          <FrameFoot onBack={props.onBack} backLabel={props.backLabel} help={props.help} />
        </ScreenNameContext>
      </div>
    </div>
  );
}

interface FrameFootProps {
  readonly onBack: (() => void) | undefined;
  readonly backLabel: string | undefined;
  readonly help: ReactNode;
}

/** The same for a whole screen, whatever is typed on it: it is not drawn again for that. */
const FrameFoot = memo(function FrameFoot({ onBack, backLabel, help }: FrameFootProps) {
  const text = useText();
  const { help: general, call, onLocale, isNobodys = false } = useContext(FrameContext);
  const [open, setOpen] = useState<'help' | 'access' | null>(null);
  const speech = useSpeech();
  const close = () => setOpen(null);
  // Whoever listens is asked first whether they are still there, and what they opened goes with them.
  useStillness(isNobodys && open !== null && speech?.mode !== 'on', LEFT_MS, close);
  const readAll = () => {
    close();
    speech?.readAll();
  };
  return (
    <nav className="frame-foot" aria-label={text('ui.nav')}>
      <div className="frame-foot-back">
        {onBack === undefined ? null : (
          <Button kind="secondary" fiveKey="back" icon={<Icon name="back" />} onPress={onBack}>
            {backLabel ?? text('ui.back')}
          </Button>
        )}
      </div>
      <Button kind="quiet" fiveKey="help" icon={<Icon name="help" />} onPress={() => setOpen('help')}>
        {text('ui.help')}
      </Button>
      <Button kind="quiet" label={text('ui.access')} icon={<Icon name="reach" />} onPress={() => setOpen('access')}>
        <span aria-hidden="true">Aa</span>
      </Button>
      <SpeechButton />
      <LanguageSwitch onLocale={onLocale} />
      <Sheet open={open === 'help'} title={text('ui.help')} closeLabel={text('ui.close')} onClose={close}>
        <div className="frame-help">
          {call}
          {speech?.mode === 'on' ? <SpeechChoices onReadAll={readAll} /> : null}
          {speech?.mode === 'on' ? <LimitChoice /> : null}
          {help ?? general}
        </div>
      </Sheet>
      <AccessSheet open={open === 'access'} onClose={close} onReadAll={readAll} />
    </nav>
  );
});
