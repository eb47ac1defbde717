/** The shortest decimal that reads back as the same 32-bit float: `0.1`, not `0.10000000149011612`. */
export function singleText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  for (let digits = 6; digits <= 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(value);
}
