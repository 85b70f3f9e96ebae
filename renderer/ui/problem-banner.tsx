import { type ReactNode, useEffect, useRef } from 'react';
import { Banner } from './banner.tsx';

/** Why what was just asked for did not happen. It comes into sight: whoever pressed stands far down a long screen, and would see nothing of it. */
export function ProblemBanner({ children, action }: { readonly children: ReactNode; readonly action?: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={place}>
      <Banner tone="problem" action={action}>
        {children}
      </Banner>
    </div>
  );
}
