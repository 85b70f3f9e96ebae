/**
 * The new value, with every part of the old one that says the same: what has not changed is the same object as before, and screens that show
 * only that are not drawn again. For values of JSON: what a station sends.
 */
export function keepSameParts<T>(before: T, now: T): T;
export function keepSameParts(before: unknown, now: unknown): unknown {
  if (Object.is(before, now)) return before;
  if (Array.isArray(before) && Array.isArray(now)) {
    const kept = now.map((item, index) => keepSameParts<unknown>(before[index], item));
    return kept.length === before.length && kept.every((item, index) => Object.is(item, before[index])) ? before : kept;
  }
  if (!isRecord(before) || !isRecord(now)) return now;
  const names = Object.keys(now);
  const kept = Object.fromEntries(names.map((name) => [name, keepSameParts(before[name], now[name])]));
  const isSame = names.length === Object.keys(before).length && names.every((name) => name in before && Object.is(kept[name], before[name]));
  return isSame ? before : kept;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
