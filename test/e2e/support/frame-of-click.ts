/** Runs in the page: notes in `window.frameOfClick` what the frame behind the next lift of a finger shows. */
export const noteFrameOfClick = `addEventListener('click', () => {
  const changed = [];
  const note = (records) => changed.push(...records.map(({ type, attributeName }) => attributeName ?? type));
  const observer = new MutationObserver(note);
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  requestAnimationFrame(() => {
    note(observer.takeRecords());
    observer.disconnect();
    window.frameOfClick = { held: document.querySelectorAll('label[data-held]').length, changed, isFocused: document.activeElement.matches('label input') };
  });
}, { capture: true, once: true })`;
