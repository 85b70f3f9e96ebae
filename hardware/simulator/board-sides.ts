import type { FamilyName } from '../wire/family-name.ts';
import type { BoardSide } from './board-side.ts';
import { cu48Boards } from './boards/cu48-boards.ts';
import { modbusRelayBoards } from './boards/modbus-relay-boards.ts';

/** The boards' side of each family. */
export const boardSides: Readonly<Record<FamilyName, BoardSide>> = { cu48: cu48Boards, 'modbus-relay': modbusRelayBoards };
