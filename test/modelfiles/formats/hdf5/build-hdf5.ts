import { u16, u32, u64 } from '../../bytes.ts';

const NOWHERE = Buffer.alloc(8, 0xff);

/** A message of an object header: its type and its bytes. */
export type Message = readonly [type: number, data: Buffer];

export interface Group {
  readonly attributes?: Readonly<Record<string, string | Buffer>>;
  readonly children?: Readonly<Record<string, Group | Dataset>>;
  /** Messages that the test writes itself. */
  readonly messages?: readonly Message[];
}

export interface Dataset {
  /** 32-bit floats. */
  readonly elements: number;
  readonly bytes?: Buffer;
  readonly messages?: readonly Message[];
}

/**
 * An HDF5 file in the form that Keras gives it: superblock of version 0, object headers of version 1,
 * groups as symbol tables, texts of any length in a global heap, data side by side.
 */
export function buildHdf5(root: Group, trailing: Buffer = Buffer.alloc(0)): Buffer {
  const file = new Hdf5Writer();
  file.reserve(96);
  const place = file.writeGroup(root);
  return Buffer.concat([file.finish(place), trailing]);
}

class Hdf5Writer {
  readonly #pieces: { at: number; bytes: Buffer }[] = [];
  #end = 0;

  reserve(size: number): number {
    const at = this.#end;
    this.#end += Math.ceil(size / 8) * 8;
    return at;
  }

  finish(root: number): Buffer {
    const superblock = Buffer.concat([
      ...[Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'), Buffer.from([0, 0, 0, 0, 0, 8, 8, 0])],
      ...[u16(4), u16(16), u32(0), u64(0), NOWHERE, u64(this.#end), NOWHERE],
      ...[u64(0), u64(root), u32(0), u32(0), Buffer.alloc(16)],
    ]);
    const bytes = Buffer.alloc(this.#end);
    superblock.copy(bytes);
    for (const piece of this.#pieces) piece.bytes.copy(bytes, piece.at);
    return bytes;
  }

  writeGroup({ attributes = {}, children = {}, messages = [] }: Group): number {
    const entries = Object.entries(children).map(([name, child]): [string, number] => [
      name,
      'elements' in child ? this.#writeDataset(child) : this.writeGroup(child),
    ]);
    const table = this.#writeSymbolTable(entries);
    const texts = Object.entries(attributes).map(([name, value]) => this.#attribute(name, value));
    return this.#writeHeader([[0x11, table], ...texts, ...messages]);
  }

  #put(bytes: Buffer): number {
    const at = this.reserve(bytes.length);
    this.#pieces.push({ at, bytes });
    return at;
  }

  #writeHeader(messages: readonly Message[]): number {
    const body = Buffer.concat(messages.map(([type, data]) => headerMessage(type, data)));
    const head = [Buffer.from([1, 0]), u16(messages.length), u32(1), u32(body.length), u32(0)];
    return this.#put(Buffer.concat([...head, body]));
  }

  #writeDataset({ elements, bytes = Buffer.alloc(4 * elements), messages = [] }: Dataset): number {
    const data = this.#put(bytes);
    const space = Buffer.concat([Buffer.from([1, 1, 0, 0, 0, 0, 0, 0]), u64(elements)]);
    const type = Buffer.concat([Buffer.from([0x11, 0x20, 0x1f, 0]), u32(4), Buffer.alloc(12)]);
    const layout = Buffer.concat([Buffer.from([3, 1]), u64(data), u64(bytes.length)]);
    return this.#writeHeader([[1, space], [3, type], [8, layout], ...messages]);
  }

  /** Texts are of any length, in a heap; bytes are one fixed value. */
  #attribute(name: string, value: string | Buffer): Message {
    if (typeof value !== 'string') {
      const type = Buffer.concat([Buffer.from([0x13, 0, 0, 0]), u32(value.length)]);
      return [0x0c, attributeMessage(name, type, value)];
    }
    const text = Buffer.from(value);
    const type = Buffer.concat([
      ...[Buffer.from([0x19, 1, 0, 0]), u32(16)],
      ...[Buffer.from([0x10, 0, 0, 0]), u32(1), Buffer.from([0, 0, 8, 0])],
    ]);
    const heap = this.#writeHeap(text);
    return [
      0x0c,
      attributeMessage(name, type, Buffer.concat([u32(text.length), u64(heap), u32(1)])),
    ];
  }

  #writeHeap(text: Buffer): number {
    const padded = Buffer.concat([text, Buffer.alloc((8 - (text.length % 8)) % 8)]);
    const size = 16 + 16 + padded.length + 16;
    return this.#put(
      Buffer.concat([
        ...[Buffer.from('GCOL'), Buffer.from([1, 0, 0, 0]), u64(size)],
        ...[u16(1), u16(1), u32(0), u64(text.length), padded, Buffer.alloc(16)],
      ]),
    );
  }

  /** Names in a heap, one symbol table, and a tree of one node above it. */
  #writeSymbolTable(entries: readonly (readonly [string, number])[]): Buffer {
    let names = Buffer.alloc(8);
    const symbols = entries.map(([name, address]) => {
      const at = names.length;
      const padded = Buffer.alloc(Math.ceil((name.length + 1) / 8) * 8);
      padded.write(name);
      names = Buffer.concat([names, padded]);
      return Buffer.concat([u64(at), u64(address), u32(0), u32(0), Buffer.alloc(16)]);
    });
    const segment = this.#put(names);
    const heapHead = [
      Buffer.from('HEAP'),
      Buffer.alloc(4),
      u64(names.length),
      u64(1),
      u64(segment),
    ];
    const heap = this.#put(Buffer.concat(heapHead));
    const node = Buffer.alloc(8 + 8 * 40);
    const nodeHead = [Buffer.from('SNOD'), Buffer.from([1, 0]), u16(entries.length)];
    Buffer.concat([...nodeHead, ...symbols]).copy(node);
    const table = this.#put(node);
    const tree = Buffer.alloc(24 + 33 * 8 + 32 * 8);
    const treeHead = [Buffer.from('TREE'), Buffer.from([0, 0]), u16(1), NOWHERE, NOWHERE];
    Buffer.concat([...treeHead, u64(0), u64(table)]).copy(tree);
    return Buffer.concat([u64(this.#put(tree)), u64(heap)]);
  }
}

function headerMessage(type: number, data: Buffer): Buffer {
  const padded = Buffer.concat([data, Buffer.alloc((8 - (data.length % 8)) % 8)]);
  return Buffer.concat([u16(type), u16(padded.length), Buffer.alloc(4), padded]);
}

function attributeMessage(name: string, type: Buffer, value: Buffer): Buffer {
  const pad = (bytes: Buffer): Buffer =>
    Buffer.concat([bytes, Buffer.alloc((8 - (bytes.length % 8)) % 8)]);
  const named = Buffer.concat([Buffer.from(name), Buffer.from([0])]);
  const space = Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]);
  const head = [Buffer.from([1, 0]), u16(named.length), u16(type.length), u16(space.length)];
  return Buffer.concat([...head, pad(named), pad(type), pad(space), value]);
}

/** A link message: to another name, or to an object in another file. */
export function linkMessage(kind: 'soft' | 'external', name: string): Message {
  const value = kind === 'soft' ? '/a' : '\0/etc/passwd\0/x\0';
  const type = kind === 'soft' ? 1 : 64;
  const data = [Buffer.from([1, 8, type, name.length]), Buffer.from(name), u16(value.length)];
  return [6, Buffer.concat([...data, Buffer.from(value)])];
}
