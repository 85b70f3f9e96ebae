import type { SiloState } from '../../src/contract/station/silo-views.ts';
import type { TextKey } from '../i18n/text-key.ts';

/** The sentence that says what became of an opening. */
export function thanksKey({ reported }: Pick<Extract<SiloState, { readonly kind: 'thanks' }>, 'reported'>): TextKey {
  if (reported === null || reported.problem === 'did-not-open') return 'silo.thanks.body';
  if (reported.keep === 'put-back') return 'collect.thanks.put-back';
  return reported.keep === 'take' ? 'collect.thanks.taken' : 'collect.thanks.empty';
}
