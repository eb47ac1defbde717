import type { Hdf5File } from './object-header.ts';
import { malformed, requireSignature } from './superblock.ts';

/** Where an object of the global heap lies. */
interface HeapObject {
  readonly start: number;
  readonly size: number;
}

/** Collections of the global heap, read once each: texts and lists of any length live there. */
export class GlobalHeap {
  readonly #file: Hdf5File;
  readonly #collections = new Map<number, ReadonlyMap<number, HeapObject>>();

  constructor(file: Hdf5File) {
    this.#file = file;
  }

  /**
   * The object that a variable element points to: `length` elements, an address, an index.
   *
   * @returns `null` where the element is empty
   * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`
   */
  at(reference: number, elementSize: number): { start: number; length: number } | null {
    const { view, offsetSize } = this.#file;
    const length = view.u32(reference) * elementSize;
    const address = view.uint(reference + 4, offsetSize);
    if (address === 0 || length === 0) return null;
    const index = view.u32(reference + 4 + offsetSize);
    const object = this.#collection(address).get(index);
    if (object === undefined || object.size < length) {
      throw malformed(reference, 'a text points at nothing');
    }
    return { start: object.start, length };
  }

  #collection(address: number): ReadonlyMap<number, HeapObject> {
    const known = this.#collections.get(address) ?? readCollection(this.#file, address);
    this.#collections.set(address, known);
    return known;
  }
}

function readCollection(file: Hdf5File, address: number): ReadonlyMap<number, HeapObject> {
  const { view, lengthSize } = file;
  requireSignature(view, address, { signature: 'GCOL\x01', what: 'a heap is none' });
  const size = view.uint(address + 8, lengthSize);
  file.claims.add(address, size, 'global heap');
  const objects = new Map<number, HeapObject>();
  const head = 8 + lengthSize;
  for (let at = address + 8 + lengthSize; at + head <= address + size; ) {
    file.budget.spendInstructions(1);
    const index = view.u16(at);
    const length = view.uint(at + 8, lengthSize);
    // Index 0 is the free space, to the end of the collection.
    if (index === 0) break;
    if (objects.has(index)) throw malformed(at, 'a heap has two objects of one number');
    if (at + head + length > address + size) throw malformed(at, 'a heap object is cut short');
    objects.set(index, { start: at + head, size: length });
    at += head + Math.ceil(length / 8) * 8;
  }
  return objects;
}
