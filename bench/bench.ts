/** A table of figures. Cells are text already, so that a person and a file read the same. */
export interface FigureTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** How to read it: one sentence each. */
  readonly notes: readonly string[];
}

/** A promise about speed: a ratio to something measured in the same run, and what the ratio may be at most. */
export interface BudgetVerdict {
  readonly what: string;
  readonly beside: string;
  readonly ratio: number;
  readonly most: number;
  readonly isKept: boolean;
}

/** What a bench found. */
export interface BenchResult {
  readonly tables: readonly FigureTable[];
  readonly budgets: readonly BudgetVerdict[];
  /** What could not be measured on this machine, and why: one sentence each. */
  readonly missing: readonly string[];
}

/** How a bench is run. */
export interface BenchOptions {
  /** A few seconds that show that everything runs; the figures of such a run mean little. */
  readonly isQuick: boolean;
  /** Says what is being done now, for who waits. */
  readonly progress: (step: string) => void;
}

/** A bench that can be asked for by its name. */
export interface Bench {
  readonly name: string;
  /** One sentence for the list. */
  readonly about: string;
  run(options: BenchOptions): Promise<BenchResult>;
}

/** Judges a ratio by its budget. */
export function judge(what: string, beside: string, ratio: number, most: number): BudgetVerdict {
  return { what, beside, ratio, most, isKept: ratio <= most };
}
