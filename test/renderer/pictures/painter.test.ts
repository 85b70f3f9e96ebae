import { describe, expect, it } from 'vitest';
import { createPainter, type PaintRequest } from '../../../renderer/pictures/painter.ts';
import type { Picture } from '../../../src/contract/catalogue.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';

const shirt = (colour: string): Picture => ({ kind: 'drawing', garment: 'shirt', colour, pattern: 'plain' });
const [RED, BLUE, GREEN] = [shirt('#ff0000'), shirt('#0000ff'), shirt('#00ff00')];

/** A painter whose pictures dry when the test says so. */
function studio(limit = 10) {
  const clock = createVirtualClock();
  const asked: PaintRequest[] = [];
  const released: string[] = [];
  const drying: ((address: string | null) => void)[] = [];
  const painter = createPainter({
    paint: (request) => {
      asked.push(request);
      return new Promise((resolve) => drying.push(resolve));
    },
    release: (address) => released.push(address),
    after: clock.after,
    limit,
  });
  const shown: string[] = [];
  return {
    painter,
    clock,
    asked,
    released,
    shown,
    show: (name: string, picture: Picture, width = 330) => painter.paint(picture, width, (address) => shown.push(`${name} ${address}`)),
    async dry(address: string | null) {
      drying.shift()?.(address);
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

describe('the painter of products', () => {
  it('paints one picture at a time, in a width that tiles of about that size share, and once for all who show it', async () => {
    const { show, asked, shown, dry } = studio();
    show('one', RED, 330);
    show('two', RED, 300);
    show('three', BLUE, 90);
    expect(asked).toEqual([{ picture: RED, width: 352, height: 440 }]);
    await dry('red');
    expect([shown, asked.length]).toEqual([['one red', 'two red'], 2]);
    show('four', RED, 352);
    await dry('blue');
    expect([shown.slice(2), asked[1]?.width]).toEqual([['four red', 'three blue'], 96]);
  });

  it('leaves out what nobody wants any more', async () => {
    const { show, asked, dry } = studio();
    show('one', RED);
    const cancel = show('two', BLUE);
    show('three', GREEN);
    cancel();
    await dry('red');
    expect(asked.map(({ picture }) => picture.colour)).toEqual([RED.colour, GREEN.colour]);
  });

  it('has at hand what was painted in another size, the nearest first', async () => {
    const { show, painter, dry } = studio();
    expect(painter.ready(RED, 330)).toBe(null);
    show('small', RED, 90);
    await dry('small red');
    show('large', RED, 500);
    await dry('large red');
    expect([painter.ready(RED, 330), painter.ready(RED, 100), painter.ready(BLUE, 100)]).toEqual(['large red', 'small red', null]);
  });

  it('keeps what was shown last, and gives back the rest; never what is shown now', async () => {
    const { show, released, dry } = studio(1);
    const first = show('one', RED);
    await dry('red');
    const second = show('two', BLUE);
    await dry('blue');
    show('three', GREEN);
    await dry('green');
    first();
    expect(released).toEqual([]);
    second();
    expect(released).toEqual(['red']);
    const again = show('four', BLUE);
    again();
    show('five', RED)();
    expect(released).toEqual(['red']);
  });

  it('says where something cannot be painted, and goes on', async () => {
    const { show, shown, dry } = studio();
    show('one', RED);
    show('two', BLUE);
    await dry(null);
    await dry('blue');
    expect(shown).toEqual(['one null', 'two blue']);
  });

  it('lets the page draw what is not painted in time, and everything else at once, until whoever paints answers again', async () => {
    const { show, asked, shown, released, clock, dry } = studio();
    show('one', RED);
    show('two', BLUE);
    await clock.advance(9_999);
    expect(shown).toEqual([]);
    await clock.advance(1);
    expect([shown, asked.length]).toEqual([['one null', 'two null'], 1]);
    show('three', GREEN);
    await clock.advance(0);
    expect([shown.slice(2), asked.length]).toEqual([['three null'], 1]);
    await dry('red, too late');
    expect([released, shown.length]).toEqual([['red, too late'], 3]);
    show('four', GREEN, 90);
    await dry('green');
    expect(shown.slice(3)).toEqual(['four green']);
  });
});
