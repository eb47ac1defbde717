/** The bytes that a parser has not used up yet: blocks go in at the end, records leave at the front. */
export class ByteWindow {
  bytes: Buffer = Buffer.allocUnsafeSlow(524_288);
  start = 0;
  end = 0;

  get length(): number {
    return this.end - this.start;
  }

  /** Adds a block. Offsets into `bytes` that were taken before no longer hold. */
  append(block: Buffer): void {
    const held = this.length;
    if (this.end + block.length > this.bytes.length) {
      const needed = held + block.length;
      const target =
        needed > this.bytes.length
          ? Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2))
          : this.bytes;
      this.bytes.copy(target, 0, this.start, this.end);
      this.bytes = target;
      this.start = 0;
      this.end = held;
    }
    block.copy(this.bytes, this.end);
    this.end += block.length;
  }

  /** Forgets all bytes, and the memory that an overlong record took. */
  clear(): void {
    this.start = 0;
    this.end = 0;
    if (this.bytes.length > 4_194_304) this.bytes = Buffer.allocUnsafeSlow(524_288);
  }
}
