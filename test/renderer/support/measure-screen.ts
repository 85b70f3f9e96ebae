/**
 * Runs in the page. Nothing may be wider than its screen or stick out of the box that holds it, and everything that is
 * touched is at least 48 px in both directions.
 */
export function measureScreen(): string[] {
  const problems: string[] = [];
  // A clipped box is kept for the ear and is not on the screen; nor is anything in it.
  const forTheEar = (element: Element): boolean => {
    for (let box: Element | null = element; box !== null; box = box.parentElement) {
      const { clip, clipPath } = getComputedStyle(box);
      if (clip !== 'auto' || clipPath !== 'none') return true;
    }
    return false;
  };
  const name = (element: Element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} "${(element.textContent ?? '').slice(0, 40)}"`;
  if (document.documentElement.scrollWidth > window.innerWidth)
    problems.push(`the page is ${document.documentElement.scrollWidth} px wide in a window of ${window.innerWidth}`);
  for (const element of document.querySelectorAll('body *')) {
    if (!(element instanceof HTMLElement) || element.getClientRects().length === 0) continue;
    const style = getComputedStyle(element);
    // What drifts past leaves the screen on purpose; its band is named, and what is in it goes with it.
    if (forTheEar(element) || element.closest('.attract-picture > *') !== null) continue;
    const clips = style.overflowX !== 'visible' || style.overflowY === 'hidden' || style.overflowY === 'clip';
    if (clips && style.overflowX !== 'auto' && element.scrollWidth > element.clientWidth + 1)
      problems.push(`${name(element)} hides ${element.scrollWidth - element.clientWidth} px of its width`);
    if (style.overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1)
      problems.push(`${name(element)} hides ${element.scrollHeight - element.clientHeight} px of its height`);
    const box = element.getBoundingClientRect();
    if (box.width > 0 && (box.left < -1 || box.right > window.innerWidth + 1)) problems.push(`${name(element)} sticks out of the screen`);
    const text = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '');
    if (text && style.display !== 'inline' && element.scrollWidth > element.clientWidth + 1) problems.push(`${name(element)} is too narrow for its words`);
  }
  for (const element of document.querySelectorAll('button, a[href], input:not([type=hidden]), [role=button], label.choice')) {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || forTheEar(element)) continue;
    // React Aria hides the real radio button inside its label, which is what is touched.
    if (element instanceof HTMLInputElement && element.closest('label') !== null) continue;
    if (box.width < 48 || box.height < 48) problems.push(`${name(element)} is ${Math.round(box.width)} x ${Math.round(box.height)} px`);
  }
  return problems;
}
