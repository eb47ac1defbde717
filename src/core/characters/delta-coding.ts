/** Decodes a sorted list of numbers from its base-36 differences, as the generated tables hold it. */
export function decodeDeltas(coded: string): number[] {
  let value = 0;
  return coded.split(' ').map((difference) => {
    value += Number.parseInt(difference, 36);
    return value;
  });
}

/** Decodes `key:list;key:list`, all numbers in base 36. */
export function decodeKeyedDeltas(coded: string): Map<number, ReadonlySet<number>> {
  const lists = new Map<number, ReadonlySet<number>>();
  for (const entry of coded.split(';')) {
    const [key = '', list = ''] = entry.split(':');
    lists.set(Number.parseInt(key, 36), new Set(decodeDeltas(list)));
  }
  return lists;
}
