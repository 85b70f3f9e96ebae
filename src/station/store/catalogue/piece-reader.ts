import { ChunkSet } from '../../../core/catalogue/chunk-set.ts';
import { numberRow, plainRow, type Sql } from '../sql.ts';
import { pieceKey, PIECES } from './list-keys.ts';

/** Reads lists of products piece by piece, and keeps what was read last: the next letter asks for much of it again. */
export interface PieceReader {
  /** Forgets what was kept, once another connection has written anything. Says whether it did. */
  refresh(): boolean;
  /** The chunks in which a list has a piece. A short list is best read with them, a long one is only looked at: often its first piece is enough. */
  chunks(list: number, how: 'read' | 'look'): ChunkSet;
  /** Empty where there is none. */
  piece(list: number, chunk: number): Uint8Array;
}

const pieceRow = plainRow({ key: 'number', piece: 'bytes' });

/** So many bytes are kept, and the chunks of so many lists. */
const MOST_BYTES = 8 * 1024 ** 2;
const MOST_LISTS = 2000;

/** Prepares the statements. */
export function pieceReader(sql: Sql): PieceReader {
  const version = sql.one(numberRow, 'SELECT data_version AS value FROM pragma_data_version');
  const within = 'FROM posting WHERE key BETWEEN ? AND ?';
  const read = sql.many(pieceRow, `SELECT key, piece ${within} ORDER BY key`);
  const look = sql.many(numberRow, `SELECT key AS value ${within} ORDER BY key`);
  const readOne = sql.one(pieceRow, 'SELECT key, piece FROM posting WHERE key = ?');
  const pieces = new Map<number, Uint8Array>();
  const chunksOf = new Map<number, ChunkSet>();
  let bytes = 0;
  let keptVersion = 0;
  const makeRoom = (): void => {
    for (const [oldest, its] of pieces) {
      if (bytes <= MOST_BYTES) return;
      pieces.delete(oldest);
      bytes -= its.length;
    }
  };
  const keep = (key: number, piece: Uint8Array): Uint8Array => {
    bytes += piece.length - (pieces.get(key)?.length ?? 0);
    pieces.delete(key);
    pieces.set(key, piece);
    if (bytes > MOST_BYTES) makeRoom();
    return piece;
  };
  const keysOf = (list: number, how: 'read' | 'look'): readonly number[] => {
    const ends = [pieceKey(list, 0), pieceKey(list, PIECES - 1)] as const;
    if (how === 'look') return look(...ends);
    return read(...ends).map(({ key, piece }) => {
      keep(key, piece);
      return key;
    });
  };
  const forget = (): void => {
    pieces.clear();
    chunksOf.clear();
    bytes = 0;
  };
  return {
    refresh: () => {
      const now = version() ?? 0;
      if (now === keptVersion) return false;
      forget();
      keptVersion = now;
      return true;
    },
    chunks: (list, how) => {
      const known = chunksOf.get(list);
      if (known !== undefined) return known;
      if (chunksOf.size === MOST_LISTS) chunksOf.clear();
      const chunks = ChunkSet.of(keysOf(list, how).map((key) => key - pieceKey(list, 0)));
      chunksOf.set(list, chunks);
      return chunks;
    },
    piece: (list, chunk) => {
      const key = pieceKey(list, chunk);
      return keep(key, pieces.get(key) ?? readOne(key)?.piece ?? new Uint8Array());
    },
  };
}
