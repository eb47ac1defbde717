import { visibleText } from '../../../core/visible-text.ts';
import type { ByteSource } from '../../byte-source.ts';
import type { Problem } from '../../inspection.ts';
import type { Budget } from '../../limits.ts';
import { problem } from '../../problem.ts';
import { type PaxRecords, readPaxRecords } from './pax-records.ts';
import { TAR_BLOCK_BYTES } from './tar-checksum.ts';
import { headerText, malformed, readTarHeader, type TarHeader } from './tar-header.ts';

/** One file or folder of an archive. */
export interface TarEntry {
  /** Ends in `/` where it is a folder. */
  readonly name: string;
  /** Of its header. */
  readonly headerOffset: number;
  /** Of its data. */
  readonly offset: number;
  readonly size: number;
}

const LARGEST_OCTAL_SIZE = 8 ** 11 - 1;
const LONGEST_EXTENSION = 65_536;
const CHUNK_BYTES = 2 ** 20;
const REFUSED: ReadonlyMap<string, readonly [fact: string, what: string]> = new Map([
  ['1', ['link', 'is a link to another file']],
  ['2', ['symlink', 'is a symbolic link']],
  ['3', ['special-file', 'is a device']],
  ['4', ['special-file', 'is a device']],
  ['6', ['special-file', 'is a pipe']],
  ['S', ['sparse-file', 'is a sparse file, which readers unpack in different ways']],
]);

/**
 * The entries of a tar archive (POSIX.1-2001 ustar and pax, GNU tar), up to its end, behind which
 * only zeros may come. Links, devices and sparse files are problems.
 */
export class TarReader {
  readonly entries: TarEntry[] = [];
  readonly problems: Problem[] = [];
  readonly #source: ByteSource;
  readonly #budget: Budget;
  /** What has been said of the entry that comes next. */
  #longName: string | undefined;
  #pax: PaxRecords | undefined;

  constructor(source: ByteSource, budget: Budget) {
    this.#source = source;
    this.#budget = budget;
  }

  /** @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`, `DATA_ENCODING`, `LIMIT_EXCEEDED` */
  read(): void {
    let at = 0;
    for (;;) {
      const block = this.#source.read(at, TAR_BLOCK_BYTES);
      if (block.every((byte) => byte === 0)) break;
      this.#budget.spendMembers(1);
      at = this.#readEntry(readTarHeader(block, at), at);
    }
    if (this.#pax !== undefined || this.#longName !== undefined) {
      throw malformed('ends behind an extended header', at);
    }
    this.#requireZeros(at, this.#source.length, 'trailing-bytes');
  }

  /** @returns offset of the next header */
  #readEntry(header: TarHeader, at: number): number {
    const offset = at + TAR_BLOCK_BYTES;
    const size = this.#sizeOf(header, at);
    const next = offset + Math.ceil(size / TAR_BLOCK_BYTES) * TAR_BLOCK_BYTES;
    if (next > this.#source.length) throw malformed('breaks off within an entry', at);
    switch (header.type) {
      case 'x':
      case 'g':
      case 'L':
        this.#extend(header, this.#extension(offset, size), offset);
        break;
      case '0':
      case '5':
      case '7':
        this.#add({ header, at, size });
        break;
      default:
        this.#refuse(header, at);
    }
    this.#requireZeros(offset + size, next, 'hidden-bytes');
    return next;
  }

  /** A size in an extended header must be one that the header has no room for. */
  #sizeOf(header: TarHeader, at: number): number {
    const size = this.#pax?.size;
    if (size === undefined || size === header.size) return header.size;
    if (header.size === 0 && size > LARGEST_OCTAL_SIZE) return size;
    throw malformed('gives two sizes of one entry', at);
  }

  #extension(offset: number, size: number): Uint8Array {
    if (size > LONGEST_EXTENSION)
      throw malformed('has an extended header that is too long', offset);
    return this.#source.read(offset, size).slice();
  }

  #extend({ type }: TarHeader, bytes: Uint8Array, offset: number): void {
    if (type === 'L') {
      if (this.#longName !== undefined) throw malformed('gives two long names', offset);
      this.#longName = headerText(bytes, offset);
      return;
    }
    const records = readPaxRecords(bytes, { offset, isGlobal: type === 'g' });
    if (type === 'g') return;
    if (this.#pax !== undefined) throw malformed('gives two extended headers', offset);
    this.#pax = records;
  }

  #add({
    header,
    at,
    size,
  }: {
    readonly header: TarHeader;
    readonly at: number;
    readonly size: number;
  }): void {
    const name = this.#takeName(header, at);
    const isFolder = header.type === '5' || name.endsWith('/');
    if (isFolder && size > 0) throw malformed('has a folder with data of its own', at);
    this.entries.push({
      name: isFolder && !name.endsWith('/') ? `${name}/` : name,
      headerOffset: at,
      offset: at + TAR_BLOCK_BYTES,
      size,
    });
  }

  #takeName(header: TarHeader, at: number): string {
    const path = this.#pax?.path;
    if (path !== undefined && this.#longName !== undefined) {
      throw malformed('gives two names of one entry', at);
    }
    const name = path ?? this.#longName ?? header.name;
    this.#pax = undefined;
    this.#longName = undefined;
    return name;
  }

  #refuse(header: TarHeader, at: number): void {
    const name = visibleText(this.#takeName(header, at).slice(0, 200));
    const [fact, what] = REFUSED.get(header.type) ?? [
      'special-file',
      `is of the type "${visibleText(header.type)}", which few readers know`,
    ];
    this.#report(fact, { offset: at, length: TAR_BLOCK_BYTES }, `"${name}" ${what}.`);
  }

  #requireZeros(start: number, end: number, fact: string): void {
    for (let at = start; at < end; at += CHUNK_BYTES) {
      const piece = this.#source.read(at, Math.min(CHUNK_BYTES, end - at));
      const found = piece.findIndex((byte) => byte !== 0);
      this.#budget.spendTime();
      if (found === -1) continue;
      const offset = at + found;
      const summary = `Bytes at ${offset} belong to no entry of the archive.`;
      this.#report(fact, { offset, length: end - offset }, summary);
      return;
    }
  }

  #report(
    fact: string,
    place: { readonly offset: number; readonly length: number },
    summary: string,
  ): void {
    this.problems.push(
      problem('fail', {
        rule: `tar.${fact}`,
        severity: 'high',
        ...place,
        summary,
        action: 'Have its publisher pack the archive anew, with plain files only.',
      }),
    );
  }
}
