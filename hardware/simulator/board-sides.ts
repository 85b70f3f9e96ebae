import type { FamilyName } from '../wire/family-name.ts';
import type { BoardSide } from './board-side.ts';
import { cu16Boards } from './boards/cu16-boards.ts';
import { cu48Boards } from './boards/cu48-boards.ts';
import { eightABoards } from './boards/eight-a-boards.ts';
import { modbusRelayBoards } from './boards/modbus-relay-boards.ts';
import { wklyBoards } from './boards/wkly-boards.ts';

/** The boards' side of each family. */
export const boardSides: Readonly<Record<FamilyName, BoardSide>> = {
  cu48: cu48Boards,
  cu16: cu16Boards,
  '8a80': eightABoards,
  wkly: wklyBoards,
  'modbus-relay': modbusRelayBoards,
};
