import { crc32, deflateRawSync } from 'node:zlib';
import { u16, u32, u64 } from '../../bytes.ts';

/** Fields of a header as it is written; what is left out is as it should be. */
interface Header {
  readonly name?: string | Buffer;
  readonly flags?: number;
  readonly method?: number;
  readonly crc32?: number;
  readonly packedSize?: number;
  readonly size?: number;
  readonly extra?: Buffer;
}

export interface ZipMember {
  readonly name: string | Buffer;
  readonly content: string | Uint8Array;
  readonly deflated?: boolean;
  /** What the local header says otherwise. */
  readonly local?: Header;
  /** What the central directory says otherwise. */
  readonly central?: Header & {
    readonly headerOffset?: number;
    readonly attributes?: number;
    readonly comment?: string;
  };
  /** Written behind the data: `true` for a right descriptor. */
  readonly descriptor?: boolean | Buffer;
  /** Put before the local header, outside of every entry. */
  readonly before?: Buffer;
  /** Put in place of what packing gives. */
  readonly packed?: Buffer;
  readonly zip64?: boolean;
}

export interface ZipShape {
  readonly comment?: string | Buffer;
  readonly trailing?: Buffer;
  /** Between the last entry and the directory. */
  readonly beforeDirectory?: Buffer;
  readonly zip64?: boolean;
  /** Entries that the end record announces. */
  readonly announced?: number;
  readonly directoryOffset?: number;
}

const FULL = 0xffffffff;

/** A zip archive, as odd as the test wants it. */
export function buildZip(members: readonly ZipMember[], shape: ZipShape = {}): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  const put = (bytes: Buffer): void => {
    pieces.push(bytes);
    at += bytes.length;
  };
  for (const member of members) {
    put(member.before ?? Buffer.alloc(0));
    const headerOffset = at;
    const facts = factsOf(member);
    const flags = member.descriptor === undefined ? 0 : 8;
    put(localHeader(member, { ...facts, flags }));
    put(facts.packed);
    if (member.descriptor !== undefined) put(descriptorOf(member.descriptor, facts));
    directory.push(centralHeader(member, { ...facts, flags, headerOffset }));
  }
  put(shape.beforeDirectory ?? Buffer.alloc(0));
  const directoryBytes = directory.reduce((sum, entry) => sum + entry.length, 0);
  const end = { at, directoryBytes, entries: shape.announced ?? members.length };
  return Buffer.concat([...pieces, ...directory, ...endRecords(end, shape)]);
}

interface Facts {
  readonly name: Buffer;
  readonly packed: Buffer;
  readonly method: number;
  readonly crc32: number;
  readonly size: number;
}

function factsOf(member: ZipMember): Facts {
  const content = Buffer.from(member.content as Uint8Array);
  const packed = member.packed ?? (member.deflated === true ? deflateRawSync(content) : content);
  return {
    name: Buffer.from(member.name as Buffer),
    packed,
    method: member.deflated === true ? 8 : 0,
    crc32: crc32(content),
    size: content.length,
  };
}

function descriptorOf(descriptor: boolean | Buffer, { crc32: sum, packed, size }: Facts): Buffer {
  if (typeof descriptor !== 'boolean') return descriptor;
  return Buffer.concat([Buffer.from('PK\x07\x08'), u32(sum), u32(packed.length), u32(size)]);
}

function localHeader(member: ZipMember, facts: Facts & { readonly flags: number }): Buffer {
  const open = member.descriptor !== undefined;
  const name = Buffer.from((member.local?.name as Buffer) ?? facts.name);
  const sizes = [member.local?.size ?? facts.size, member.local?.packedSize ?? facts.packed.length];
  const zip64 = member.zip64 === true ? zip64Field(sizes) : Buffer.alloc(0);
  const extra = Buffer.concat([zip64, member.local?.extra ?? Buffer.alloc(0)]);
  const [size, packedSize] = member.zip64 === true ? [FULL, FULL] : sizes;
  return Buffer.concat([
    Buffer.from('PK\x03\x04'),
    u16(20),
    u16(member.local?.flags ?? facts.flags),
    u16(member.local?.method ?? facts.method),
    u32(0),
    u32(member.local?.crc32 ?? (open ? 0 : facts.crc32)),
    u32(open && member.local?.packedSize === undefined ? 0 : (packedSize ?? 0)),
    u32(open && member.local?.size === undefined ? 0 : (size ?? 0)),
    u16(name.length),
    u16(extra.length),
    name,
    extra,
  ]);
}

function centralHeader(
  member: ZipMember,
  facts: Facts & { readonly flags: number; readonly headerOffset: number },
): Buffer {
  const name = Buffer.from((member.central?.name as Buffer) ?? facts.name);
  const extra = member.central?.extra ?? Buffer.alloc(0);
  const comment = Buffer.from(member.central?.comment ?? '');
  return Buffer.concat([
    Buffer.from('PK\x01\x02'),
    u16(0x0314),
    u16(20),
    u16(member.central?.flags ?? facts.flags),
    u16(member.central?.method ?? facts.method),
    u32(0),
    u32(member.central?.crc32 ?? facts.crc32),
    u32(member.central?.packedSize ?? facts.packed.length),
    u32(member.central?.size ?? facts.size),
    u16(name.length),
    u16(extra.length),
    u16(comment.length),
    u32(0),
    u32(member.central?.attributes ?? 0),
    u32(member.central?.headerOffset ?? facts.headerOffset),
    name,
    extra,
    comment,
  ]);
}

function zip64Field(values: readonly number[]): Buffer {
  return Buffer.concat([u16(1), u16(values.length * 8), ...values.map(u64)]);
}

interface End {
  /** Where the directory begins. */
  readonly at: number;
  readonly directoryBytes: number;
  readonly entries: number;
}

function endRecords({ at, directoryBytes, entries }: End, shape: ZipShape): readonly Buffer[] {
  const comment = Buffer.from((shape.comment as Buffer) ?? '');
  const offset = shape.directoryOffset ?? at;
  const zip64 = [
    Buffer.from('PK\x06\x06'),
    u64(44),
    u16(45),
    u16(45),
    u64(0),
    u64(entries),
    u64(entries),
    u64(directoryBytes),
    u64(offset),
    Buffer.from('PK\x06\x07'),
    u32(0),
    u64(at + directoryBytes),
    u32(1),
  ];
  return [
    ...(shape.zip64 === true ? zip64 : []),
    Buffer.from('PK\x05\x06'),
    u32(0),
    u16(entries),
    u16(entries),
    u32(directoryBytes),
    u32(offset),
    u16(comment.length),
    comment,
    shape.trailing ?? Buffer.alloc(0),
  ];
}
