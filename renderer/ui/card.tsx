import type { ReactNode } from 'react';
import './card.css';

export interface CardProps {
  readonly children: ReactNode;
  /** `sunk` lies lower than the page, for things that are only read. */
  readonly tone?: 'raised' | 'sunk' | 'plain';
}

/** A surface that holds what belongs together. */
export function Card({ children, tone = 'raised' }: CardProps) {
  return (
    <div className="card" data-tone={tone}>
      {children}
    </div>
  );
}
