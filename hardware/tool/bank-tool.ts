import { type BankArguments, type BankRequest, readBankArguments } from './bank-arguments.ts';
import { openOne, showStatus, watchAll } from './bank-look.ts';
import { showPorts } from './bank-ports.ts';
import { recordBank, tellRecorded } from './bank-record.ts';
import { replayFile } from './bank-replay.ts';
import { scanBank } from './bank-scan.ts';
import { selfTest } from './bank-selftest.ts';
import { type OpenBank, openBank, waitUntilReady } from './open-bank.ts';
import { exitCode, type ToolIo } from './tool-io.ts';

/** Runs the technician's tool; returns the exit code. */
export async function runBankTool(argv: readonly string[], io: ToolIo): Promise<number> {
  const read = readBankArguments(argv);
  if (read.ok) return runRequest(read.value, io);
  if (read.error.kind === 'help') io.print(read.error.message);
  else io.complain(`${read.error.message}\nTry --help.`);
  return read.error.kind === 'help' ? exitCode.done : exitCode.wrongUse;
}

function runRequest(request: BankRequest, io: ToolIo): Promise<number> {
  switch (request.kind) {
    case 'ports':
      return showPorts(io);
    case 'scan':
      return scanBank(request, io);
    case 'replay':
      return replayFile(request.file, request, io);
    case 'bank':
      return runOnBank(request, io);
  }
}

async function runOnBank(request: BankArguments, io: ToolIo): Promise<number> {
  const { task } = request;
  const opened = await openBank(request, task.kind === 'record' ? task.file : null, io);
  if (!opened.ok) {
    io.complain(opened.error);
    return exitCode.wrongUse;
  }
  let code: number;
  try {
    code = await runTask(request, opened.value, io);
  } finally {
    await opened.value.close();
  }
  if (task.kind === 'record') await tellRecorded(task.file, io);
  return code;
}

async function runTask(request: BankArguments, opened: OpenBank, io: ToolIo): Promise<number> {
  const { task } = request;
  // These two look at what does not work as well.
  if (task.kind === 'selftest') return selfTest(request, task.open, opened, io);
  if (task.kind === 'record') return recordBank(opened, task.file, task.seconds, io);
  const trouble = await waitUntilReady(opened.bank);
  if (trouble !== null) {
    io.complain(trouble.detail);
    return trouble.health === 'down' ? exitCode.noPort : exitCode.noAnswer;
  }
  switch (task.kind) {
    case 'status':
      return showStatus(request, opened.bank, io);
    case 'open':
      return openOne(request, task.compartment, opened, io);
    case 'watch':
      return watchAll(request, opened.bank, io);
  }
}
