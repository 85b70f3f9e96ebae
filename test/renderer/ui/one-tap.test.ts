import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const renderer = join(import.meta.dirname, '../../../renderer');
const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => ({ name: name.replaceAll('\\', '/'), code: readFileSync(join(renderer, name), 'utf8') }));

/** What acts before a finger is lifted, or needs a path, a second finger or a long hold. */
const notOneTap = /\b(onPressStart|onMouseDown|onPointerDown|onTouchStart|onPointerMove|onDoubleClick|onLongPress|useLongPress|useDrag|useMove|onDragStart)\b/;

/** Keys beside a field leave it the focus: they prevent what a press would do, and do nothing themselves before the finger is lifted. */
const keepsFocus = /on(PointerDown|MouseDown)=\{(keep|\(event\) => event\.preventDefault\(\))\}/g;

it('every control acts on a single tap, when the finger is lifted; only a picture that comes closer knows more, and has buttons for all of it', () => {
  const others = sources.filter(({ code }) => notOneTap.test(code.replaceAll(keepsFocus, ''))).map(({ name }) => name);
  expect(others).toEqual(['ui/zoom-box.tsx']);
  const zoom = sources.find(({ name }) => name === 'ui/zoom-box.tsx')?.code ?? '';
  expect(zoom.match(/<Button\b/g)?.length ?? 0).toBeGreaterThanOrEqual(2);
});

it('nothing is dragged', () => {
  expect(sources.filter(({ code }) => /draggable(?!=\{false\})/.test(code)).map(({ name }) => name)).toEqual([]);
});
