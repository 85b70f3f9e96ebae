import type { ToolIo } from '../../../hardware/tool/tool-io.ts';
import { runBankTool } from '../../../hardware/tool/bank-tool.ts';

/** What a run of the technician's tool said, and its exit code. */
export interface ToolRun {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** The tool in this process. `onPrint` sees each text; `interrupt` is what Ctrl+C would be. */
export function startTool(args: readonly string[], onPrint: (text: string) => void = () => undefined): { readonly done: Promise<ToolRun>; interrupt(): void } {
  const said = { out: '', error: '' };
  let interrupt = (): void => undefined;
  const interrupted = new Promise<void>((resolve) => {
    interrupt = resolve;
  });
  const io: ToolIo = {
    print(text) {
      said.out += text;
      onPrint(text);
    },
    complain(text) {
      said.error += `${text}\n`;
    },
    untilInterrupted: () => interrupted,
  };
  return { done: runBankTool(args, io).then((code) => ({ code, ...said })), interrupt: () => interrupt() };
}

export function runTool(...args: string[]): Promise<ToolRun> {
  return startTool(args).done;
}
