import type { ReactNode } from 'react';
import './banner.css';
import { Icon, type IconName } from './icon.tsx';

export interface BannerProps {
  readonly tone: 'info' | 'warning' | 'problem';
  readonly icon?: IconName;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  /** Announced at once, too: time runs out. */
  readonly urgent?: boolean;
}

/** A line across the screen that says how things are. A problem is announced at once, the rest when there is time. */
export function Banner({ tone, icon, children, action, urgent = false }: BannerProps) {
  return (
    <div className="banner" data-tone={tone} role={tone === 'problem' || urgent ? 'alert' : 'status'}>
      <span className="banner-icon">
        <Icon name={icon ?? (tone === 'info' ? 'check' : 'warning')} />
      </span>
      <p className="banner-words">{children}</p>
      {action}
    </div>
  );
}
