import { useEffect, useState } from 'react';
import type { Picture } from '../../src/contract/catalogue.ts';
import type { Locale } from '../../src/contract/schema.ts';
import type { KioskView } from '../../src/contract/station/views.ts';
import { useKiosk } from '../bridge/hooks.tsx';
import { useAction } from '../bridge/use-action.ts';
import { useLocale, useText } from '../i18n/use-text.ts';
import './attract-screen.css';
import { Button } from '../ui/button.tsx';
import { GarmentPicture } from '../ui/garment/garment-picture.tsx';
import { Icon } from '../ui/icon.tsx';
import { useNow } from '../ui/now.ts';
import { goTo } from '../ui/route.ts';
import { ScreenFrame } from '../ui/screen-frame.tsx';
import { AttractSlides, slidesAt } from './attract-slides.tsx';
import { type KioskProblem, Problem } from './problem.tsx';
import { useStartingCode } from './use-starting-code.ts';

const PICTURES = 10;
/** How often the slides are held against the calendar, in milliseconds. */
const SLIDES_LOOK_MS = 30_000;

export interface AttractScreenProps {
  readonly view: KioskView;
  /** Hears, before a session begins, of the code that begins it (null for one that begins by touch), and where it leads. */
  readonly onBegin: (code: string | null, place: string) => void;
}

/** The screen that waits: what the shop wants to say, or else a few of its goods, and one huge way in. */
export function AttractScreen({ view, onBegin }: AttractScreenProps) {
  const text = useText();
  const locale = useLocale();
  const { intents } = useKiosk();
  const action = useAction<KioskProblem>();
  const start = (language: Locale, code: string | null = null, to = '/kiosk') => {
    onBegin(code, to);
    action.run(() => intents.start({ locale: language }));
  };
  const slides = slidesAt(view.slides ?? [], useNow(SLIDES_LOOK_MS));
  useStartingCode((code) => start(locale, code));
  return (
    <ScreenFrame
      screen="attract"
      width="fill"
      corner={
        <Button kind="quiet" icon={<Icon name="staff" />} onPress={() => goTo('/staff')}>
          {text('kiosk.attract.staff')}
        </Button>
      }
    >
      <div className="attract">
        {slides.length === 0 ? <Drifting /> : <AttractSlides slides={slides} ground={<Drifting />} onOpen={(to) => start(locale, null, to)} />}
        <div className="attract-words">
          <h1>{text('kiosk.attract.title')}</h1>
          <p>{text('kiosk.attract.lead')}</p>
        </div>
        <Problem kind={action.problem} />
        <div className="attract-doors">
          <Button kind="primary" size="huge" wide busy={action.busy} onPress={() => start(locale)}>
            {text('kiosk.attract.start')}
          </Button>
          {view.place.stationKind === 'both' ? (
            <Button size="huge" wide icon={<Icon name="locker" />} onPress={() => goTo('/silo')}>
              {text('kiosk.attract.collect')}
            </Button>
          ) : null}
        </div>
        <div className="attract-order">
          <Button kind="quiet" size="large" icon={<Icon name="search" />} busy={action.busy} onPress={() => start(locale, null, '/kiosk/order')}>
            {text('after.find.open')}
          </Button>
        </div>
      </div>
    </ScreenFrame>
  );
}

/** Goods that were not there are asked for again after so long. */
const AGAIN_MS = 10_000;

/** Product pictures that drift past, slowly; where motion is unwanted they stand still. */
function Drifting() {
  const { catalogue } = useKiosk();
  const [pictures, setPictures] = useState<readonly Picture[]>([]);
  const [asked, setAsked] = useState(0);
  const isEmpty = pictures.length === 0;
  // A new kiosk has no goods yet, and its station may not have answered: they come later.
  // biome-ignore lint/correctness/useExhaustiveDependencies: how often it asked is why it asks again
  useEffect(() => {
    if (!isEmpty) return undefined;
    let gone = false;
    const again = setTimeout(() => setAsked((times) => times + 1), AGAIN_MS);
    void catalogue.search({ text: '', category: null, offset: 0, limit: 60 }).then((found) => {
      if (!gone && found.ok) setPictures(varied(found.value.items.map((item) => item.picture)));
    });
    return () => {
      gone = true;
      clearTimeout(again);
    };
  }, [catalogue, isEmpty, asked]);
  return (
    <div className="attract-drift" aria-hidden="true">
      <Band pictures={pictures} />
      <Band pictures={pictures.toReversed()} />
    </div>
  );
}

/** Shows the pictures twice, so that its loop has no seam. */
function Band({ pictures }: { readonly pictures: readonly Picture[] }) {
  return (
    <div className="attract-band">
      {[...pictures, ...pictures].map((picture, index) => (
        // Nothing in a band ever moves to another place.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div className="attract-picture" key={index}>
          <GarmentPicture picture={picture} />
        </div>
      ))}
    </div>
  );
}

/** A few pictures of garments as different as the catalogue has them. */
function varied(pictures: readonly Picture[]): readonly Picture[] {
  const byGarment = [...new Map(pictures.toReversed().map((picture) => [picture.garment, picture])).values()].toReversed();
  const rest = pictures.filter((picture) => !byGarment.includes(picture));
  return [...byGarment, ...rest].slice(0, PICTURES);
}
