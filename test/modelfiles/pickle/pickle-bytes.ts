/** Little-endian bytes of a number. */
export function littleEndian(value: number | bigint, bytes: number): number[] {
  const digits: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (let index = 0; index < bytes; index++) {
    digits.push(Number(rest & 0xffn));
    rest >>= 8n;
  }
  return digits;
}

/** One byte a character. */
export function latin1(text: string): number[] {
  return [...Buffer.from(text, 'latin1')];
}

export function utf8(text: string): number[] {
  return [...Buffer.from(text, 'utf8')];
}
