/** `npm run bank -- status | open N | watch | selftest | record FILE | replay FILE | scan | ports`: a silo's boards and doors from a terminal. */
import { runBankTool } from '../hardware/tool/bank-tool.ts';

// Whoever pipes into `head` has seen enough.
process.stdout.once('error', () => process.exit(0));

process.exitCode = await runBankTool(process.argv.slice(2), {
  print: (text) => void process.stdout.write(text),
  complain: (text) => void process.stderr.write(`${text}\n`),
  untilInterrupted: () =>
    new Promise((resolve) => {
      process.once('SIGINT', () => resolve());
      process.once('SIGTERM', () => resolve());
    }),
});
