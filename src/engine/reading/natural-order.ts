/** Compares names so that numbers in them count: `part-2` before `part-10`. The same on every machine. */
export function naturalOrder(left: string, right: string): number {
  const a = left.match(/\d+|\D+/g) ?? [];
  const b = right.match(/\d+|\D+/g) ?? [];
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const order = compareParts(a[index] as string, b[index] as string);
    if (order !== 0) return order;
  }
  return a.length - b.length || compareText(left, right);
}

function compareParts(left: string, right: string): number {
  if (/^\d/.test(left) && /^\d/.test(right)) {
    const bare = [left, right].map((digits) => digits.replace(/^0+(?=\d)/, '')) as [string, string];
    return bare[0].length - bare[1].length || compareText(...bare);
  }
  return compareText(left, right);
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
