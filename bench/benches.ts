import type { Bench } from './bench.ts';
import { busBench } from './bus/bus-bench.ts';
import { codeBench } from './code/code-bench.ts';
import { searchBench } from './search/search-bench.ts';
import { syncBench } from './sync/sync-bench.ts';
import { uiBench } from './ui/ui-bench.ts';

/** Every bench there is, in the order of the list. */
export const benches: readonly Bench[] = [busBench, codeBench, searchBench, syncBench, uiBench];
