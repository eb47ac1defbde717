/** One header with its data, as odd as a test wants it. */
export interface TarPiece {
  readonly name: string;
  readonly content?: string | Uint8Array;
  readonly type?: string;
  /** What the header says of the size. */
  readonly size?: number;
  readonly prefix?: string;
  /** Where bytes are overwritten before the checksum is taken. */
  readonly patch?: readonly [offset: number, bytes: Buffer];
  /** Fills the last block of the data. */
  readonly padding?: number;
  readonly gnu?: boolean;
}

const BLOCK = 512;

export function buildTar(
  pieces: readonly TarPiece[],
  end: Buffer = Buffer.alloc(2 * BLOCK),
): Buffer {
  return Buffer.concat([...pieces.flatMap(writePiece), end]);
}

/** The records of an extended header. */
export function paxRecords(records: Readonly<Record<string, string>>): Buffer {
  return Buffer.concat(
    Object.entries(records).map(([key, value]) => {
      const body = Buffer.from(` ${key}=${value}\n`);
      const length = [1, 2, 3, 4]
        .map((digits) => digits + body.length)
        .find((total, index) => String(total).length === index + 1);
      return Buffer.concat([Buffer.from(String(length)), body]);
    }),
  );
}

function writePiece(piece: TarPiece): readonly Buffer[] {
  const content = Buffer.from((piece.content ?? '') as Uint8Array);
  const header = Buffer.alloc(BLOCK);
  header.write(piece.name, 0, 100);
  header.write('0000644\0', 100);
  header.write(`${(piece.size ?? content.length).toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write(piece.type ?? '0', 156, 'latin1');
  header.write(piece.gnu === true ? 'ustar  \0' : 'ustar\x0000', 257, 'latin1');
  header.write(piece.prefix ?? '', 345);
  if (piece.patch !== undefined) piece.patch[1].copy(header, piece.patch[0]);
  header.write('        ', 148);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK, piece.padding ?? 0);
  return [header, content, padding];
}
