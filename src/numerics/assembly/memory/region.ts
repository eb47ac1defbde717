/** Linear memory, handed out from the bottom up and never taken back. */
let top: usize = __heap_base;

/** A block of zeros on a 16-byte boundary. Traps where the machine has no more memory. */
export function reserve(bytes: usize): usize {
  const start = (top + 15) & ~15;
  const end = start + bytes;
  const limit = (<usize>memory.size()) << 16;
  if (end > limit) {
    const pages = <i32>((end - limit + 0xffff) >>> 16);
    // Growing a little ahead keeps the calls few.
    const ahead = max(pages, min(memory.size(), 1024));
    if (memory.grow(ahead) < 0 && memory.grow(pages) < 0) unreachable();
  }
  top = end;
  return start;
}
