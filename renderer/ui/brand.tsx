import { useLayoutEffect } from 'react';
import type { Theme } from '../../src/contract/schema.ts';

/** Puts the shop's look on the document, where tokens.css looks for it. Before the first view nobody knows it. */
export function Brand({ theme }: { readonly theme: Theme | undefined }) {
  useLayoutEffect(() => {
    if (theme === undefined) delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return null;
}
