interface Numbers {
  readonly buffer: ArrayBuffer;
  set(from: this): void;
}

/**
 * What `from` holds, in a larger array. `from` can no longer be used: its memory is given back at
 * once, and does not wait for the garbage collector.
 *
 * @param to empty, and longer
 */
export function moved<A extends Numbers>(from: A, to: A): A {
  to.set(from);
  from.buffer.transfer(0);
  return to;
}
