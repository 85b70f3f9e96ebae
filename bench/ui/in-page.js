/*
 * Runs inside the page before its own code, so it is plain JavaScript. It notes how long each interaction takes, twice:
 *
 *   - by the browser's own event timing: from the input to the frame that shows what became of it, only for events of 16 ms and more, in steps of 8 ms,
 *     with the share before the handlers (waiting), in them (script) and behind them (style, layout, drawing);
 *   - from the input's time stamp to the first task behind the next frame, for every touch twice: when the finger comes down (`pointerdown`) and when it is
 *     lifted (`click`). In both the control shows that it is pressed, and a key's letter stands in its field;
 *   - from the lift to the first task behind the frame that shows the first of what the touch does: something of the page has changed besides the mark of the
 *     press (`result`).
 *
 * `pasilloBench.kind` is what the next touches are; null notes nothing. While `isScrolling`, the time between frames is noted instead: only then does the
 * page draw frames that nothing asks for.
 */
let show = () => {};
globalThis.pasilloBench = { kind: null, events: [], frames: [], gaps: [], shown: new Promise((resolve) => (show = resolve)) };

{
  const bench = globalThis.pasilloBench;
  const kinds = new Map();

  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.interactionId === 0) continue;
      bench.events.push({
        kind: kinds.get(Math.round(entry.startTime)) ?? null,
        id: entry.interactionId,
        ms: entry.duration,
        waiting: entry.processingStart - entry.startTime,
        script: entry.processingEnd - entry.processingStart,
        drawing: Math.max(0, entry.startTime + entry.duration - entry.processingEnd),
      });
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });

  const channel = new MessageChannel();
  const waiting = [];
  channel.port1.onmessage = () => {
    for (const note of waiting.splice(0)) note(performance.now());
  };
  const behindFrame = (note) =>
    requestAnimationFrame(() => {
      waiting.push(note);
      channel.port2.postMessage(null);
    });
  const noteFrame = (kind, type, begun) => behindFrame((now) => bench.frames.push({ kind, type, ms: now - begun }));

  /* What says that a control is pressed, and where the focus is. */
  const marks = /^(data-(held|pressed|hovered|focus.*)|tabindex)$/;
  let pressed = null;
  const changes = new MutationObserver((records) => {
    if (pressed === null || records.every(({ attributeName }) => attributeName !== null && marks.test(attributeName))) return;
    noteFrame(pressed.kind, 'result', pressed.begun);
    pressed = null;
  });
  changes.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  for (const type of ['pointerdown', 'click']) {
    addEventListener(
      type,
      (event) => {
        const { kind } = bench;
        if (kind === null || !event.isTrusted) return;
        const begun = event.timeStamp;
        kinds.set(Math.round(begun), kind);
        noteFrame(kind, type, begun);
        pressed = type === 'click' ? { kind, begun } : null;
      },
      { capture: true, passive: true },
    );
  }

  /** The middle of a control, once it stands still for two frames, takes presses, and lies on top. */
  bench.placeOf = (control) =>
    new Promise((resolve) => {
      let before = '';
      const look = () => {
        const { left, top, width, height } = control.getBoundingClientRect();
        const [x, y] = [left + width / 2, top + height / 2];
        const now = [left, top, width, height].join();
        const isFree = control.disabled !== true && control.contains(document.elementFromPoint(x, y));
        if (isFree && now === before) return resolve({ x, y });
        before = now;
        return requestAnimationFrame(look);
      };
      look();
    });

  let scrolling = false;
  bench.scroll = (isScrolling) => {
    scrolling = isScrolling;
    let last = null;
    const frame = (now) => {
      if (last !== null) bench.gaps.push(now - last);
      last = now;
      if (scrolling) requestAnimationFrame(frame);
    };
    if (scrolling) requestAnimationFrame(frame);
  };

  const lookFor = () => {
    if (document.querySelector('button') === null) return requestAnimationFrame(lookFor);
    return requestAnimationFrame(() => setTimeout(() => show(performance.now())));
  };
  requestAnimationFrame(lookFor);
}
