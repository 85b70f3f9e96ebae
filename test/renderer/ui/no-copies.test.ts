import { expect, it } from 'vitest';
import { keepFromClipboard } from '../../../renderer/ui/no-copies.ts';

it('lets nothing be copied, cut, dragged out or taken from a menu, until it is ended', () => {
  const page = new EventTarget();
  const end = keepFromClipboard(page);
  const goesThrough = (name: string): boolean => page.dispatchEvent(new Event(name, { cancelable: true }));
  const names = ['copy', 'cut', 'dragstart', 'contextmenu', 'paste'];
  expect(names.filter(goesThrough)).toEqual(['paste']);
  end();
  expect(names.filter(goesThrough)).toEqual(names);
});
