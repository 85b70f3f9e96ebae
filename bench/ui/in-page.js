/*
 * Runs inside the page before its own code, so it is plain JavaScript. It notes how long each interaction takes, twice:
 *
 *   - by the browser's own event timing: from the input to the frame that shows what became of it, only for events of 16 ms and more, in steps of 8 ms,
 *     with the share before the handlers (waiting), in them (script) and behind them (style, layout, drawing);
 *   - from the input's time stamp to the first task behind the next frame, for every touch twice: when the finger comes down (`pointerdown`: the
 *     press must show) and when it is lifted (`click`: what it does must show).
 *
 * `pasilloBench.kind` is what the next touches are; null notes nothing. While `isScrolling`, the time between frames is noted instead.
 */
let show = () => {};
globalThis.pasilloBench = { kind: null, isScrolling: false, events: [], frames: [], gaps: [], shown: new Promise((resolve) => (show = resolve)) };

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
  for (const type of ['pointerdown', 'click']) {
    addEventListener(
      type,
      (event) => {
        const { kind } = bench;
        if (kind === null || !event.isTrusted) return;
        const begun = event.timeStamp;
        kinds.set(Math.round(begun), kind);
        requestAnimationFrame(() => {
          waiting.push((now) => bench.frames.push({ kind, type, ms: now - begun }));
          channel.port2.postMessage(null);
        });
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

  let last = null;
  const frame = (now) => {
    if (bench.isScrolling && last !== null) bench.gaps.push(now - last);
    last = bench.isScrolling ? now : null;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);

  const lookFor = () => {
    if (document.querySelector('button') === null) return requestAnimationFrame(lookFor);
    return requestAnimationFrame(() => setTimeout(() => show(performance.now())));
  };
  requestAnimationFrame(lookFor);
}
