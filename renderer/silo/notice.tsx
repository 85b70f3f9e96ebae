import { type ReactNode, useContext } from 'react';
import { useText } from '../i18n/use-text.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { useNow } from '../ui/now.ts';
import './notice.css';
import { SpeechContext } from './speech.tsx';

export interface NoticeProps {
  readonly icon: IconName;
  readonly tone: 'calm' | 'good' | 'attention';
  readonly title: string;
  readonly body: string;
  /** A second, quieter sentence. */
  readonly aside?: string | null;
  readonly children?: ReactNode;
}

/** One thing to know, in the middle of the screen, and nothing else. */
export function Notice({ icon, tone, title, body, aside = null, children }: NoticeProps) {
  const isSpoken = useContext(SpeechContext);
  return (
    <div className="notice" data-tone={tone} {...(isSpoken ? {} : { role: tone === 'attention' ? 'alert' : 'status' })}>
      <span className="notice-icon">
        <Icon name={icon} />
      </span>
      <h1>{title}</h1>
      <p className="notice-body">{body}</p>
      {aside === null ? null : <p className="notice-aside">{aside}</p>}
      {children}
    </div>
  );
}

/** How long until the screen returns to its start by itself. Not announced: a count in the ear helps nobody. */
export function Returning({ until }: { readonly until: number }) {
  const text = useText();
  return (
    <p className="notice-returning" aria-live="off">
      {text('silo.returning', { seconds: useSecondsLeft(until) })}
    </p>
  );
}

/** Whole seconds of the station's time until `until`, at least 0. */
export function useSecondsLeft(until: number): number {
  return Math.max(0, Math.ceil((until - useNow(250)) / 1000));
}
