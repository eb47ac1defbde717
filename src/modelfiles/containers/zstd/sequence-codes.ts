import { type FseTable, fseTable } from './fse-table.ts';

/** What a code of one kind stands for: `base` + so many bits (RFC 8878 §3.1.1.3.2.1.1). */
export interface CodeKind {
  readonly bases: readonly number[];
  readonly bits: readonly number[];
  /** The table where a block gives none. */
  readonly predefined: FseTable;
  readonly mostAccuracy: number;
  readonly highestSymbol: number;
}

function kind(
  bits: readonly number[],
  {
    first,
    counts,
    accuracy,
    mostAccuracy,
  }: {
    readonly first: number;
    readonly counts: readonly number[];
    readonly accuracy: number;
    readonly mostAccuracy: number;
  },
): CodeKind {
  const bases: number[] = [];
  let base = first;
  for (const width of bits) {
    bases.push(base);
    base += 2 ** width;
  }
  const predefined = fseTable(counts, accuracy);
  return { bases, bits, predefined, mostAccuracy, highestSymbol: bits.length - 1 };
}

function zeros(count: number): readonly number[] {
  return new Array<number>(count).fill(0);
}

export const LITERAL_LENGTHS: CodeKind = kind(
  [...zeros(16), 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
  {
    first: 0,
    accuracy: 6,
    mostAccuracy: 9,
    counts: [
      4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1,
      1, -1, -1, -1, -1,
    ],
  },
);

export const MATCH_LENGTHS: CodeKind = kind(
  [...zeros(32), 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
  {
    first: 3,
    accuracy: 6,
    mostAccuracy: 9,
    counts: [
      1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
      1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1,
    ],
  },
);

/** Code n stands for 2^n and n bits. */
export const OFFSETS: CodeKind = kind(
  Array.from({ length: 32 }, (_, code) => code),
  {
    first: 1,
    accuracy: 5,
    mostAccuracy: 8,
    counts: [
      1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1,
    ],
  },
);
