/** What of a screen decides how axe judges it, in short: the same signs, the same judgement. */
export interface Signs {
  /** The elements with all that they say, and which of them are there to be seen; not their colours and places. */
  readonly structure: string;
  /** Where what can be touched or scrolled lies. */
  readonly layout: string;
  /** For each kind of words: their colour, size and weight, and all that lies behind them. */
  readonly colours: readonly string[];
}
