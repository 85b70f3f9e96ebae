import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { theme } from '../../../src/contract/schema.ts';

const css = readFileSync(join(import.meta.dirname, '../../../renderer/ui/tokens.css'), 'utf8');

/** What is written, on what: text has 7:1 (the shop's own rule; WCAG 2.2 asks for 4.5:1 and 3:1). */
const texts = [
  ['--ink', '--paper'],
  ['--ink', '--card'],
  ['--ink', '--sunk'],
  ['--ink-soft', '--paper'],
  ['--ink-soft', '--card'],
  ['--accent', '--card'],
  ['--accent', '--accent-ground'],
  ['--info', '--info-ground'],
  ['--accent-ink', '--accent'],
  ['--accent-ink', '--accent-hover'],
  ['--here', '--here-ground'],
  ['--near', '--near-ground'],
  ['--away', '--away-ground'],
  ['--bad', '--bad-ground'],
] as const;

/** Edges of what is touched, and the ring around what has the focus. */
const edges = [
  ['--line-strong', '--paper'],
  ['--line-strong', '--card'],
  ['--focus', '--paper'],
  ['--focus', '--card'],
] as const;

describe.each([...theme.options, 'high contrast'])('the look %s', (name) => {
  const colours = coloursOf(name);

  it.each(texts)('writes %s on %s so that everybody can read it', (ink, ground) => {
    expect(contrast(colours(ink), colours(ground))).toBeGreaterThanOrEqual(7);
  });

  it.each(edges)('shows the edge %s on %s', (line, ground) => {
    expect(contrast(colours(line), colours(ground))).toBeGreaterThanOrEqual(3);
  });
});

it('has a set of values for each look that a shop can choose, and no other', () => {
  const written = [...css.matchAll(/:root\[data-theme="([a-z]+)"\]/g)].map(([, name]) => name);
  expect(['linen', ...written].sort()).toEqual([...theme.options].sort());
});

/** The colours of a look: its own, and the first set's where it has none. */
function coloursOf(name: string): (token: string) => string {
  const own = name === 'high contrast' ? blockAfter(':root[data-contrast="high"]') : name === 'linen' ? '' : blockAfter(`:root[data-theme="${name}"]`);
  const plain = blockAfter(':root {'.slice(0, -2));
  return (token) => {
    const found = colourIn(own, token) ?? colourIn(plain, token);
    if (found === undefined) throw new Error(`${token} has no colour in ${name}`);
    return found;
  };
}

function blockAfter(selector: string): string {
  const start = css.indexOf(`${selector} {`);
  return css.slice(start, css.indexOf('}', start));
}

function colourIn(block: string, token: string): string | undefined {
  return new RegExp(`${token}: (#[0-9a-f]{6});`).exec(block)?.[1];
}

/** WCAG 2.2, "contrast ratio". */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
