import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { useSecondsLeft } from './notice.tsx';

/** Seconds before the end at which a person is warned, as WCAG 2.2.1 has it. */
const WARN_SECONDS = 20;

export interface MoreTimeProps {
  readonly until: number;
  /** What happens at the end; the seconds stand beside it. */
  readonly children?: string;
  readonly canExtend?: boolean;
  /** What stands in its place while there is time: a warning must not be pushed out of sight by anything. */
  readonly before?: ReactNode;
  readonly onExtend: () => void;
}

/** Twenty seconds before a screen goes away by itself: what will happen, and one press for more time. */
export function MoreTime({ until, children, canExtend = true, before = null, onExtend }: MoreTimeProps) {
  const text = useText();
  const seconds = useSecondsLeft(until);
  if (seconds > WARN_SECONDS) return before;
  const left = text('collect.time.left', { seconds });
  return (
    <Banner tone="warning" urgent action={canExtend ? <Button onPress={onExtend}>{text('collect.time.more')}</Button> : null}>
      <span aria-live="off">{children === undefined ? left : `${children} ${left}`}</span>
    </Banner>
  );
}
