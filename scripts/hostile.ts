/** `npm run hostile -- --family NAME|all --count N --seed S`: throws hostile frames at the device layer. */
import { familyOf } from '../hardware/lockers/families.ts';
import { runHostileTool } from '../hardware/tool/hostile-tool.ts';

process.exitCode = await runHostileTool(process.argv.slice(2), {
  familyOf,
  print: (text) => void process.stdout.write(text),
  complain: (text) => void process.stderr.write(text),
});
