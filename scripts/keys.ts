/** `npm run keys -- NAME ...`: makes a tenant's offline root, signs bundles of keys with it, takes keys away. Without a name: what there is. */
import { runKeysCommand } from '../src/hub/keys/keys-command.ts';

process.exitCode = await runKeysCommand(process.argv.slice(2), {
  nowSeconds: Math.floor(Date.now() / 1000),
  say: (line) => void process.stdout.write(`${line}\n`),
});
