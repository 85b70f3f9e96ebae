import { crc16Modbus } from './checksum.ts';
import type { FrameShape, Inspection } from './splitter.ts';

/**
 * Modbus RTU relay and I/O boards: Waveshare wiki "Modbus RTU Relay" (protocol V3), "Modbus RTU Relay (D)" and "Modbus RTU IO
 * 8CH", over "MODBUS over Serial Line" V1.02. 9600 baud 8N1 by default, master speaks first.
 *
 * ```
 *  question  ADDR 01|02 START START COUNT COUNT CRC CRC      8 bytes; 01 asks for coils (relays), 02 for inputs
 *  answer    ADDR 01|02 N DATA*N CRC CRC                     5 + N bytes; bit 0 of the first byte is channel 0
 *  order     ADDR 05 COIL COIL VALUE VALUE CRC CRC           8 bytes, answered by the same 8 bytes
 *  refusal   ADDR 81|82|85 CODE CRC CRC                      5 bytes
 * ```
 * Nothing in a frame says how long it is: that follows from the function, and for answers from N. An answer's N is where a
 * question has the upper byte of START, which is 0 in all that is asked here, so the two are told apart by their third byte.
 */
export const modbus = {
  readCoils: 0x01,
  readInputs: 0x02,
  writeCoil: 0x05,
  writeCoils: 0x0f,
  /** Set in the function of an answer that is a refusal. */
  refusalBit: 0x80,
  /** This address speaks to every board, and none answers. Only a simulated board may know what it means. */
  everyBoard: 0x00,
  /** The standard ends at 247; boards come with any address up to 255, and some only with 255. */
  lastBoard: 0xff,
  /** The largest of these boards has 32 relays. */
  channels: 32,
  /** Added to a relay's number: on now, off by itself after the value's time (Waveshare, "Relay flash on"). */
  flashOn: 0x0200,
  /** Unit of a flash's value, in milliseconds. */
  flashUnitMs: 100,
  /** Length of all questions and of orders for one coil. */
  commandLength: 8,
  refusalLength: 5,
  baud: 9600,
} as const;

/** Reasons of a refusal ("MODBUS Application Protocol" V1.1b3, section 7). 5 says that the order was taken and takes its time. */
export const modbusRefusal = { illegalFunction: 1, illegalAddress: 2, illegalValue: 3, failed: 4, taken: 5, busy: 6 } as const;

const lastRefusal = 0x0b;
const longestData = modbus.channels / 8;
const flashHigh = modbus.flashOn >> 8;

/** Frames as the master sees them: answers, and its own commands where a two-wire adapter echoes what was sent. */
export const modbusBusShape: FrameShape = {
  longest: 5 + longestData,
  inspect(bytes) {
    if (bytes[0] === modbus.everyBoard) return { kind: 'no-frame' };
    switch (bytes[1]) {
      case undefined:
        return { kind: 'incomplete' };
      case modbus.readCoils:
      case modbus.readInputs:
        return inspectRead(bytes);
      case modbus.writeCoil:
        return inspectFlash(bytes);
      case modbus.readCoils | modbus.refusalBit:
      case modbus.readInputs | modbus.refusalBit:
      case modbus.writeCoil | modbus.refusalBit:
        return bytes[2] === 0 || (bytes[2] ?? 0) > lastRefusal ? { kind: 'no-frame' } : checked(bytes, modbus.refusalLength);
      default:
        return { kind: 'no-frame' };
    }
  },
};

/**
 * Is this the frame whose CRC holds, once it is long enough? The CRC of the Modbus boards goes over all bytes before it, its low
 * byte first ("MODBUS over Serial Line" V1.02, 2.5.1.2).
 */
export function checked(bytes: Uint8Array, length: number): Inspection {
  if (bytes.length < length) return { kind: 'incomplete' };
  const crc = crc16Modbus(bytes.subarray(0, length - 2));
  return bytes[length - 2] === (crc & 0xff) && bytes[length - 1] === crc >> 8 ? { kind: 'frame', length } : { kind: 'no-frame' };
}

/** The bytes with their CRC behind them. */
export function withCrc(body: readonly number[]): Uint8Array {
  const frame = Uint8Array.of(...body, 0, 0);
  const crc = crc16Modbus(frame.subarray(0, body.length));
  frame[body.length] = crc & 0xff;
  frame[body.length + 1] = crc >> 8;
  return frame;
}

function inspectRead(bytes: Uint8Array): Inspection {
  const [, , count, startLow, quantityHigh, quantityLow] = bytes;
  if (count === undefined) return { kind: 'incomplete' };
  if (count > 0) return count <= longestData ? checked(bytes, 5 + count) : { kind: 'no-frame' };
  // A question of ours: it always begins at channel 0.
  if ((startLow ?? 0) !== 0 || (quantityHigh ?? 0) !== 0 || (quantityLow ?? 1) === 0 || (quantityLow ?? 1) > modbus.channels) return { kind: 'no-frame' };
  return checked(bytes, modbus.commandLength);
}

/** The only order that is ever written here, and its answer: the two are the same bytes. */
function inspectFlash(bytes: Uint8Array): Inspection {
  const [, , high, channel] = bytes;
  if ((high ?? flashHigh) !== flashHigh || (channel ?? 0) >= modbus.channels) return { kind: 'no-frame' };
  return checked(bytes, modbus.commandLength);
}
