import { createContext, type ReactNode } from 'react';
import type { SiloView } from '../../src/contract/station/silo-views.ts';
import { useLocale } from '../i18n/use-text.ts';
import { spokenOf } from './spoken.ts';

/** Is everything on the screen said aloud by one sentence already? Then nothing on it announces itself a second time. */
export const SpeechContext = createContext(false);

/** Says aloud what the silo shows, each time it changes. It stands beside the screens, so that it is there before its words are. */
export function Speech({ view, children }: { readonly view: SiloView; readonly children: ReactNode }) {
  const { words, urgent } = spokenOf(useLocale(), view);
  return (
    // A courier's screens are those of the staff, and speak for themselves.
    <SpeechContext value={view.state.kind !== 'courier'}>
      {children}
      <p className="visually-hidden" role="status" data-said="">
        {urgent ? '' : words}
      </p>
      <p className="visually-hidden" role="alert" data-said="">
        {urgent ? words : ''}
      </p>
    </SpeechContext>
  );
}
