/**
 * How numbers of a country are dialled from elsewhere: its code, the digit in front of national numbers that falls away, and what mobiles have
 * between code and number (ITU-T E.164; the numbering plans of the countries). Of others a number has to be typed whole, with its `+`.
 */
const PLANS: Readonly<Record<string, { readonly code: string; readonly trunk?: string; readonly mobile?: string }>> = {
  AD: { code: '376' },
  AR: { code: '54', trunk: '0', mobile: '9' },
  CL: { code: '56', trunk: '0' },
  DE: { code: '49', trunk: '0' },
  ES: { code: '34' },
  FR: { code: '33', trunk: '0' },
  GB: { code: '44', trunk: '0' },
  IT: { code: '39' },
  MX: { code: '52' },
  PT: { code: '351' },
};

/** What somebody typed as E.164 asks for it, `+34612345678` for `612 34 56 78` in Spain; null where nobody can know which number is meant. */
export function wholeNumber(typed: string, country: string | null): string | null {
  const plain = typed.replace(/[^0-9+]/g, '').replace(/^00/, '+');
  if (plain.startsWith('+')) return checked(plain);
  const plan = country === null ? undefined : PLANS[country];
  if (plan === undefined) return null;
  const { code, trunk = '', mobile = '' } = plan;
  const national = trunk !== '' && plain.startsWith(trunk) ? plain.slice(trunk.length) : plain;
  return checked(`+${code}${mobile !== '' && !national.startsWith(mobile) ? mobile : ''}${national}`);
}

/** At most fifteen digits, and none of the codes that begin with 0 exists. */
function checked(number: string): string | null {
  return /^\+[1-9][0-9]{6,14}$/.test(number) ? number : null;
}
