import { type ReactNode, useEffect, useState } from 'react';
import { mediaName } from '../../src/contract/media.ts';
import type { SlidePicture } from '../../src/contract/slides.ts';
import type { ShownSlide } from '../../src/contract/station/views.ts';
import type { UnixMs } from '../../src/kernel/clock.ts';
import { givenText } from '../../src/kernel/language.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { usePreferences } from '../ui/preferences.ts';
import { LEFT_MS, useStillness } from '../ui/use-stillness.ts';
import { EVERYTHING, browseRoute } from './use-browse.ts';
import './attract-slides.css';

/** A slide stays so long at least: time to read it twice. */
export const SLIDE_MS = 10_000;

/** A picture that is not here is looked for again after so long. */
const AGAIN_MS = 10_000;

export interface AttractSlidesProps {
  /** One at least. */
  readonly slides: readonly ShownSlide[];
  /** What stands behind the words of a slide whose picture is not here. */
  readonly ground: ReactNode;
  readonly onOpen: (route: string) => void;
}

/**
 * The shop's own slides, one after the other. They stand still for whoever asked for less motion, listens, or has stopped them or come to them with
 * the keys, until they have gone; a touch holds nothing, since whoever touched may have gone. The next one is always a touch away.
 */
export function AttractSlides({ slides, ground, onOpen }: AttractSlidesProps) {
  const text = useText();
  const [turn, setTurn] = useState(0);
  const [isStopped, setStopped] = useState(false);
  const [isHeld, setHeld] = useState(false);
  const isStill = useMotionless();
  // Whoever stopped them, or came to them with the keys, has gone.
  useStillness(isStopped || isHeld, LEFT_MS, () => {
    setStopped(false);
    setHeld(false);
  });
  const moves = slides.length > 1 && !isStill && !isStopped && !isHeld;
  useEffect(() => {
    if (!moves) return undefined;
    const timer = setTimeout(() => setTurn(turn + 1), SLIDE_MS);
    return () => clearTimeout(timer);
  }, [moves, turn]);
  const current = slides[turn % slides.length];
  const next = slides[(turn + 1) % slides.length];
  if (current === undefined) return null;
  return (
    <section
      className="slides"
      aria-label={text('kiosk.slides')}
      onFocus={({ target }) => setHeld(target.matches(':focus-visible'))}
      onBlur={() => setHeld(false)}
    >
      <SlideCard key={current.slideId} slide={current} ground={ground} onOpen={() => onOpen(routeOf(current))} />
      {next?.picture === undefined || next === current ? null : <Coming picture={next.picture} />}
      {slides.length < 2 ? null : (
        <div className="slides-keys">
          <span className="slides-dots" aria-hidden="true">
            {slides.map(({ slideId }) => (
              <i key={slideId} data-current={slideId === current.slideId} />
            ))}
          </span>
          {isStill ? null : (
            <Button
              kind="quiet"
              icon={<Icon name={isStopped ? 'play' : 'pause'} />}
              label={text(isStopped ? 'kiosk.slides.go' : 'kiosk.slides.stop')}
              onPress={() => setStopped(!isStopped)}
            >
              {''}
            </Button>
          )}
          <Button kind="quiet" icon={<Icon name="forward" />} label={text('kiosk.slides.next')} onPress={() => setTurn(turn + 1)}>
            {''}
          </Button>
        </div>
      )}
    </section>
  );
}

/** Those of the slides that belong to this moment. */
export function slidesAt(slides: readonly ShownSlide[], now: UnixMs): readonly ShownSlide[] {
  return slides.filter(({ from = now, until = now }) => from <= now && now <= until);
}

function SlideCard({ slide, ground, onOpen }: { readonly slide: ShownSlide; readonly ground: ReactNode; readonly onOpen: () => void }) {
  const locale = useLocale();
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    if (!isMissing) return undefined;
    // A new station has the words before the pictures.
    const timer = setTimeout(() => setMissing(false), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [isMissing]);
  const { picture, alt, headline, words } = slide;
  return (
    <button type="button" className="slide" onClick={onOpen}>
      {picture === undefined || isMissing ? (
        <span className="slide-ground" aria-hidden="true">
          {ground}
        </span>
      ) : (
        <img
          className="slide-picture"
          src={`/media/${mediaName(picture.file)}`}
          width={picture.width}
          height={picture.height}
          alt={alt === undefined ? '' : givenText(alt, locale)}
          decoding="async"
          draggable={false}
          onError={() => setMissing(true)}
        />
      )}
      <span className="slide-words">
        <span className="slide-headline">{givenText(headline, locale)}</span>
        {words === undefined ? null : <span className="slide-text">{givenText(words, locale)}</span>}
      </span>
    </button>
  );
}

/** Brings and decodes the next picture while nobody waits for it. */
function Coming({ picture }: { readonly picture: SlidePicture }) {
  return <img className="slide-coming" src={`/media/${mediaName(picture.file)}`} alt="" aria-hidden="true" decoding="async" />;
}

function routeOf({ opens }: ShownSlide): string {
  if (opens === undefined) return '/kiosk';
  return opens.kind === 'product' ? `/kiosk/p/${encodeURIComponent(opens.productId)}` : browseRoute({ ...EVERYTHING, category: opens.category });
}

/** Is nothing to move by itself: because the device or the person says so, or because somebody listens to what stands here? */
function useMotionless(): boolean {
  const { value } = usePreferences();
  const [isReduced, setReduced] = useState(() => window.matchMedia(REDUCED).matches);
  useEffect(() => {
    const query = window.matchMedia(REDUCED);
    const changed = () => setReduced(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);
  return isReduced || value.motion === 'still' || value.speech === 'on';
}

const REDUCED = '(prefers-reduced-motion: reduce)';
