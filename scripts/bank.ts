/** `npm run bank -- status | open N | watch`: look at a silo's doors and open one from a terminal. */
import { runBankTool } from '../hardware/tool/bank-tool.ts';

process.exitCode = await runBankTool(process.argv.slice(2));
