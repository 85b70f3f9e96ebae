import type { ColourFamily } from '../../contract/station/catalogue-views.ts';

/** The family of a `#rrggbb` colour as people name it; null for anything else. */
export function colourFamily(hex: string | null): ColourFamily | null {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex ?? '');
  if (match === null) return null;
  const [red, green, blue] = [match[1], match[2], match[3]].map((part) => Number.parseInt(part ?? '0', 16) / 255);
  return familyOf(hslOf(red ?? 0, green ?? 0, blue ?? 0));
}

interface Hsl {
  /** Degrees, 0 is red. */
  readonly hue: number;
  readonly saturation: number;
  readonly lightness: number;
}

function hslOf(red: number, green: number, blue: number): Hsl {
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  const lightness = (most + least) / 2;
  const span = most - least;
  if (span === 0) return { hue: 0, saturation: 0, lightness };
  const saturation = span / (1 - Math.abs(2 * lightness - 1));
  const sector = most === red ? (green - blue) / span : most === green ? (blue - red) / span + 2 : (red - green) / span + 4;
  return { hue: (sector * 60 + 360) % 360, saturation, lightness };
}

/** What is very dark, very light or hardly coloured has no hue to anybody's eye; dark orange is brown, pale orange beige, pale red pink. */
function familyOf({ hue, saturation, lightness }: Hsl): ColourFamily {
  if (lightness < 0.12) return 'black';
  if (lightness > 0.93) return 'white';
  if (saturation < 0.12) return lightness < 0.2 ? 'black' : lightness > 0.88 ? 'white' : 'grey';
  if (hue >= 15 && hue < 65) return warm(hue, saturation, lightness);
  if (hue < 15 || hue >= 345) return lightness > 0.68 ? 'pink' : 'red';
  if (hue < 165) return 'green';
  if (hue < 195) return 'turquoise';
  if (hue < 255) return 'blue';
  return hue < 300 ? 'purple' : 'pink';
}

function warm(hue: number, saturation: number, lightness: number): ColourFamily {
  if (lightness > 0.62 && saturation < 0.72) return 'beige';
  if (hue < 42) return lightness < 0.42 || saturation < 0.45 ? 'brown' : 'orange';
  if (hue >= 55 && (saturation < 0.45 || lightness < 0.35)) return 'green';
  return saturation < 0.3 ? 'brown' : 'yellow';
}
