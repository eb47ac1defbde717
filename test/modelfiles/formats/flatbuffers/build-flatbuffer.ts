import { u32 } from '../../bytes.ts';

/** What a slot of a table holds; `null` leaves it out. */
export type Slot =
  | { readonly scalar: Buffer }
  | { readonly text: string }
  | { readonly table: readonly (Slot | null)[] }
  | { readonly tables: readonly (readonly (Slot | null)[])[] }
  | { readonly bytes: Buffer }
  | null;

export const u8 = (value: number): Slot => ({ scalar: Buffer.from([value]) });
export const i32 = (value: number): Slot => ({ scalar: u32(value) });

/** A FlatBuffers file: everything lies behind what points to it, aligned to four bytes. */
export function buildFlatbuffer(identifier: string, root: readonly Slot[]): Buffer {
  const file = new FlatbufferWriter();
  file.append(Buffer.alloc(8));
  const place = file.writeTable(root);
  const bytes = file.finish();
  bytes.writeUInt32LE(place, 0);
  bytes.write(identifier, 4, 'latin1');
  return bytes;
}

class FlatbufferWriter {
  #bytes = Buffer.alloc(0);

  finish(): Buffer {
    return this.#bytes;
  }

  append(bytes: Buffer): number {
    const at = this.#bytes.length;
    this.#bytes = Buffer.concat([this.#bytes, bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
    return at;
  }

  writeTable(slots: readonly Slot[]): number {
    const offsets: number[] = [];
    let size = 4;
    for (const slot of slots) {
      offsets.push(slot === null ? 0 : size);
      size += slot === null ? 0 : 4;
    }
    const vtable = Buffer.alloc(4 + 2 * slots.length);
    vtable.writeUInt16LE(vtable.length, 0);
    vtable.writeUInt16LE(size, 2);
    for (const [index, offset] of offsets.entries()) vtable.writeUInt16LE(offset, 4 + 2 * index);
    const vtableAt = this.append(vtable);
    const at = this.append(Buffer.alloc(size));
    this.#bytes.writeInt32LE(at - vtableAt, at);
    for (const [index, slot] of slots.entries()) {
      if (slot !== null) this.#writeSlot(slot, at + (offsets[index] ?? 0));
    }
    return at;
  }

  #writeSlot(slot: NonNullable<Slot>, at: number): void {
    if ('scalar' in slot) {
      slot.scalar.copy(this.#bytes, at);
      return;
    }
    const target = this.#writeTarget(slot);
    this.#bytes.writeUInt32LE(target - at, at);
  }

  #writeTarget(slot: Exclude<NonNullable<Slot>, { scalar: Buffer }>): number {
    if ('text' in slot) {
      const text = Buffer.from(slot.text);
      return this.append(Buffer.concat([u32(text.length), text, Buffer.from([0])]));
    }
    if ('bytes' in slot) return this.append(Buffer.concat([u32(slot.bytes.length), slot.bytes]));
    if ('table' in slot) return this.writeTable(slot.table);
    const at = this.append(
      Buffer.concat([u32(slot.tables.length), Buffer.alloc(4 * slot.tables.length)]),
    );
    for (const [index, table] of slot.tables.entries()) {
      const entry = at + 4 + 4 * index;
      const target = this.writeTable(table);
      this.#bytes.writeUInt32LE(target - entry, entry);
    }
    return at;
  }
}
