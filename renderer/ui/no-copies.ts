/**
 * Keeps what a page shows and what people type in it out of the clipboard, which the next person could paste from: nothing is copied, cut, dragged out or
 * offered by a menu. Answers how to end it.
 */
export function keepFromClipboard(target: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>): () => void {
  const refuse = (event: Event): void => event.preventDefault();
  const events = ['copy', 'cut', 'dragstart', 'contextmenu'] as const;
  for (const name of events) target.addEventListener(name, refuse, { capture: true });
  return () => {
    for (const name of events) target.removeEventListener(name, refuse, { capture: true });
  };
}
