import { listSerialPorts, type SerialPortInfo } from '../link/serial-ports.ts';
import { type Machine, thisMachine } from '../link/machine.ts';
import { permissionHint } from '../link/node-access.ts';
import { exitCode, type ToolIo } from './tool-io.ts';

/** Prints the serial ports of this machine, with what a configuration needs to name them and who may open them. */
export async function showPorts(io: ToolIo, machine: Machine = thisMachine): Promise<number> {
  const ports = await listSerialPorts(machine);
  if (ports.length === 0) io.complain('No serial port. Is the adapter plugged in? Does its driver load (look into dmesg)?');
  for (const port of ports) io.print(`${describe(port, machine)}\n`);
  return ports.length === 0 ? exitCode.noPort : exitCode.done;
}

function describe({ path, byId, usb, access }: SerialPortInfo, machine: Machine): string {
  const lines = [path];
  if (byId !== null) lines.push(`  name that stays  ${byId}`);
  if (usb !== null) {
    const serial = usb.serialNumber === null ? 'no serial number' : `serial number ${usb.serialNumber}`;
    lines.push(`  USB              ${usb.vendorId}:${usb.productId}, ${serial}${usb.product === '' ? '' : `, ${usb.product}`}`);
    lines.push(`  --port           usb:${usb.vendorId}:${usb.productId}${usb.serialNumber === null ? '' : `:${usb.serialNumber}`}`);
  }
  if (access !== null) {
    const { name } = machine.user();
    const may = access.isInGroup && access.groupMay;
    lines.push(`  may open it      group ${access.group} (${access.mode})${name === 'root' ? ', and root' : ''}`);
    if (!may && name !== 'root') lines.push(`                   ${name} may not. ${permissionHint(path, access, usb ?? undefined)}`);
  }
  return `${lines.join('\n')}\n`;
}
