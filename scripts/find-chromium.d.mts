/** The path of a Chromium or Chrome on this machine, or null. `CHROME_PATH` wins. */
export function findChromium(env?: Readonly<Record<string, string | undefined>>, platform?: string): string | null;
