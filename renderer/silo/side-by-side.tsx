import type { ReactNode } from 'react';
import './side-by-side.css';

/** Two ways on, equally wide: beside each other where there is room, else one above the other. */
export function SideBySide({ children }: { readonly children: ReactNode }) {
  return <div className="side-by-side">{children}</div>;
}
