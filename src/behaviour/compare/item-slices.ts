import type { SuiteItem } from '../suites/suite-item.ts';
import { numericRanges } from './numeric-ranges.ts';
import type { Slice } from './slice.ts';

/** Slices with fewer items could not be told from chance. */
const LEAST_ITEMS = 20;
const MOST_SLICES = 400;
const MOST_PAIRS = 1500;
const LEAST_CHANGES = 6;

/** Parts of a suite that its author would name. */
export interface StructuredSlices {
  /** Expected answers, tags, values of fields. */
  readonly named: readonly Slice[];
  /** Ranges of fields that are numbers. */
  readonly ranges: readonly Slice[];
  /** Whether there were more than are looked at. */
  readonly isCut: boolean;
}

/** Finds the parts that are neither too small nor the whole. */
export function structuredSlices(items: readonly SuiteItem[]): StructuredSlices {
  const fits = ({ items: members }: Slice): boolean =>
    members.length >= LEAST_ITEMS && members.length < items.length;
  const fields = fieldSlices(items);
  const named = [...expectedSlices(items), ...tagSlices(items), ...fields.named].filter(fits);
  return {
    named: named.slice(0, MOST_SLICES),
    ranges: fields.ranges.filter(fits),
    isCut: fields.isCut || named.length > MOST_SLICES,
  };
}

/**
 * Pairs of slices, those in which most changed first; which way it changed plays no part. What lies in
 * fewer changed items than a scan can judge is not made.
 */
export function slicePairs(slices: readonly Slice[], changed: Uint32Array): readonly Slice[] {
  const total = slices.reduce((most, { items }) => Math.max(most, (items.at(-1) ?? 0) + 1), 0);
  const place = new Int32Array(total).fill(-1);
  for (const [change, item] of changed.entries()) place[item] = change;
  const members = slices.map(({ items }) => bitsOf(items, place, changed.length));
  const found: { readonly one: Slice; readonly other: Slice; readonly changes: number }[] = [];
  for (const [index, one] of slices.entries())
    for (let next = index + 1; next < slices.length; next += 1) {
      const changes = sharedBits(members[index] as Uint32Array, members[next] as Uint32Array);
      if (changes >= LEAST_CHANGES) found.push({ one, other: slices[next] as Slice, changes });
    }
  const kept = found.sort((one, other) => other.changes - one.changes).slice(0, MOST_PAIRS);
  const inOne = new Uint8Array(total);
  return [...Map.groupBy(kept, ({ one }) => one)].flatMap(([one, pairs]) => {
    inOne.fill(0);
    for (const item of one.items) inOne[item] = 1;
    return pairs.flatMap(({ other }) => {
      const items = membersIn(other.items, inOne);
      // What one of them says alone needs no second name.
      const isNew = items.length < one.items.length && items.length < other.items.length;
      return isNew && items.length >= LEAST_ITEMS
        ? [{ name: `${one.name} and ${other.name}`, items }]
        : [];
    });
  });
}

function membersIn(items: Uint32Array, marks: Uint8Array): Uint32Array {
  const found = new Uint32Array(items.length);
  let count = 0;
  for (const item of items)
    if (marks[item] === 1) {
      found[count] = item;
      count += 1;
    }
  return found.slice(0, count);
}

/** The items that contain each word, for the words of most of the items `within`. */
export function wordSlices(
  items: readonly SuiteItem[],
  { within, most }: { readonly within: Iterable<number>; readonly most: number },
): readonly Slice[] {
  const counts = new Map<string, number>();
  for (const index of within)
    for (const word of wordsOf(items[index] as SuiteItem))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  const chosen = [...counts]
    .filter(([, count]) => count >= LEAST_CHANGES)
    .sort(([, one], [, other]) => other - one)
    .slice(0, most);
  const members = new Map<string, number[]>(chosen.map(([word]) => [word, []]));
  for (const [index, item] of items.entries())
    for (const word of wordsOf(item)) members.get(word)?.push(index);
  return [...members]
    .filter(([, found]) => found.length >= LEAST_ITEMS && found.length < items.length)
    .map(([word, found]) => slice(`contains ‘${word}’`, found));
}

/** Words as people see them: runs of letters and digits, in lower case. */
export function wordsOf({ input }: SuiteItem): ReadonlySet<string> {
  const text = input.text ?? input.messages?.map(({ content }) => content).join('\n') ?? '';
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? []);
}

function expectedSlices(items: readonly SuiteItem[]): readonly Slice[] {
  return byValue(items, ({ expected }) => (expected === null ? [] : [expected])).map(
    ([value, members]) => slice(`expected ‘${value}’`, members),
  );
}

function tagSlices(items: readonly SuiteItem[]): readonly Slice[] {
  return byValue(items, ({ tags }) => tags).map(([tag, members]) => slice(`tag ‘${tag}’`, members));
}

function fieldSlices(items: readonly SuiteItem[]): StructuredSlices {
  const fields = new Set(items.flatMap(({ input }) => Object.keys(input.fields ?? {})));
  const named: Slice[] = [];
  const ranges: Slice[] = [];
  for (const field of fields) {
    if (named.length > MOST_SLICES || ranges.length > MOST_SLICES)
      return { named, ranges, isCut: true };
    const textOf = ({ input }: SuiteItem): string =>
      Object.hasOwn(input.fields ?? {}, field) ? (input.fields?.[field] ?? '') : '';
    const found = numericRanges(field, items.map(textOf));
    if (found !== null) ranges.push(...found);
    else
      for (const [value, members] of byValue(items, (item) => [textOf(item)]))
        named.push(slice(`${field} = ‘${value}’`, members));
  }
  return { named, ranges, isCut: false };
}

function bitsOf(items: Uint32Array, place: Int32Array, changes: number): Uint32Array {
  const bits = new Uint32Array(Math.ceil(changes / 32));
  for (const item of items) {
    const change = place[item] as number;
    if (change >= 0) bits[change >>> 5] = (bits[change >>> 5] as number) | (1 << (change & 31));
  }
  return bits;
}

function sharedBits(one: Uint32Array, other: Uint32Array): number {
  let shared = 0;
  for (let word = 0; word < one.length; word += 1) {
    let bits = (one[word] as number) & (other[word] as number);
    while (bits !== 0) {
      bits &= bits - 1;
      shared += 1;
    }
  }
  return shared;
}

/** Members of each value that is common enough, the commonest first. */
function byValue(
  items: readonly SuiteItem[],
  valuesOf: (item: SuiteItem) => readonly string[],
): readonly (readonly [string, readonly number[]])[] {
  const members = new Map<string, number[]>();
  for (const [index, item] of items.entries())
    for (const value of new Set(valuesOf(item))) {
      const known = members.get(value);
      if (known === undefined) members.set(value, [index]);
      else known.push(index);
    }
  return [...members]
    .filter(([, found]) => found.length >= LEAST_ITEMS)
    .sort(([, one], [, other]) => other.length - one.length);
}

function slice(name: string, items: Iterable<number>): Slice {
  return { name, items: Uint32Array.from(items) };
}
