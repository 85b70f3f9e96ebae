/** Why the hub does not do what a customer or an operator asks. `unknown`: what they name is not there, or not theirs. */
export interface Refusal {
  readonly kind: 'unknown' | 'not-now' | 'too-often';
  readonly message: string;
}
