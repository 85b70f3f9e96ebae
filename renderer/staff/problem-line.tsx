import { ProblemBanner } from '../ui/problem-banner.tsx';

/** The line that says why something on a staff screen did not go, and what to do. Nothing while all is well. */
export function ProblemLine({ children }: { readonly children: string | null }) {
  return children === null ? null : <ProblemBanner>{children}</ProblemBanner>;
}
