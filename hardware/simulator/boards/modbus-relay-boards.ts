import { modbus, withCrc } from '../../wire/modbus.ts';
import { answerModbusCommand, decodeModbusCommand, modbusCommandShape } from '../../wire/modbus-board.ts';
import type { BoardSide } from '../board-side.ts';

const addressesTaken = 10;

/** Modbus RTU relay boards with inputs. They obey what drives every relay, or leaves one on, as real ones do. */
export const modbusRelayBoards: BoardSide = {
  family: 'modbus-relay',
  baud: modbus.baud,
  channels: modbus.channels,
  firstAddress: 1,
  lastAddress: modbus.lastBoard,
  shape: modbusCommandShape,
  read(frame) {
    const command = decodeModbusCommand(frame);
    switch (command.kind) {
      case 'read':
        return { kind: 'status', board: command.board, lock: 'every' };
      case 'drive':
        return { kind: 'unlock', board: command.board, locks: command.relays, forMs: command.forMs };
      case 'unknown':
        return { kind: 'other', board: command.board };
    }
  },
  answer: (frame, { address, bits, coils }) => answerModbusCommand(frame, address, coils, bits),
  report: () => null,
  readdress(frame, random) {
    const body = Array.from(frame.subarray(0, -2));
    const isOrder = body[1] === modbus.writeCoil && body.length === modbus.commandLength - 2;
    if (isOrder && random() < 0.5) body[3] = Math.floor(random() * modbus.channels);
    else body[0] = 1 + Math.floor(random() * addressesTaken);
    return withCrc(body);
  },
};
