import fc from 'fast-check';
import { expect, test } from 'vitest';
import { colourFamilyName } from '../../../../../src/contract/station/catalogue-views.ts';
import { eachOffer, emptyOffer, kindBits, kindsInHex, packOffers } from '../../../../../src/station/store/catalogue/offers.ts';

const offer = fc.record({
  size: fc.nat(0xffff_ffff),
  colour: fc.option(fc.constantFrom(...colourFamilyName.options)),
  price: fc.nat(0xffff_ffff),
  places: fc.array(fc.nat(300), { maxLength: 12 }),
});

test('the places of a product are the same in its bytes and in what SQL writes for them', () => {
  const kindOf = Array.from({ length: 200 }, (_, place) => (place % 7 === 0 ? kindBits.here : place % 3 === 0 ? kindBits.warehouse : 0));
  fc.assert(
    fc.property(fc.array(offer, { maxLength: 9 }), (offers) => {
      const bytes = packOffers(offers);
      const seen = emptyOffer();
      let kinds = 0;
      eachOffer(bytes, kindOf, seen, () => {
        kinds |= seen.kinds;
      });
      expect(kindsInHex(Buffer.from(bytes).toString('hex').toUpperCase(), kindOf)).toBe(kinds);
    }),
  );
});
