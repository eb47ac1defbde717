import { reserve } from './memory/region';
import { entropyOfDoubles, entropyOfSingles } from './probability-rows/entropy';

export { entropyDouble, entropySingle, guessDouble, guessSingle, reserve, rivalDouble, rivalSingle };

/** Writes, for each row of `classes` numbers at `rows`, its likeliest class and its guess at `out`. */
function guessSingle(rows: usize, classes: usize, count: usize, cuts: usize, out: usize): void {
  guessRows<f32>(rows, classes << 2, count, cuts, out);
}

function guessDouble(rows: usize, classes: usize, count: usize, cuts: usize, out: usize): void {
  guessRows<f64>(rows, classes << 3, count, cuts, out);
}

/** Writes, for each row, its largest number but that of its own label at `out`. Changes the rows. */
function rivalSingle(rows: usize, classes: usize, count: usize, labels: usize, out: usize): void {
  rivalRows<f32>(rows, classes << 2, count, labels, out);
}

function rivalDouble(rows: usize, classes: usize, count: usize, labels: usize, out: usize): void {
  rivalRows<f64>(rows, classes << 3, count, labels, out);
}

/** Writes the entropy of each row, in nats, as doubles at `out`. */
function entropySingle(rows: usize, classes: usize, count: usize, out: usize): void {
  const width = classes << 2;
  for (let row: usize = 0; row < count; row += 1)
    store<f64>(out + (row << 3), entropyOfSingles(rows + row * width, rows + (row + 1) * width));
}

function entropyDouble(rows: usize, classes: usize, count: usize, out: usize): void {
  const width = classes << 3;
  for (let row: usize = 0; row < count; row += 1)
    store<f64>(out + (row << 3), entropyOfDoubles(rows + row * width, rows + (row + 1) * width));
}

// @ts-ignore: decorator
@inline
function guessRows<T>(rows: usize, width: usize, count: usize, cuts: usize, out: usize): void {
  const lowestCut = lowestOf<T>(cuts, cuts + width);
  const end = rows + count * width;
  for (let row = rows; row < end; row += width) {
    const highest = highestOf<T>(row, row + width);
    const top = firstEqual<T>(row, row + width, highest);
    store<i32>(out, top);
    store<i32>(out, highest < lowestCut ? -1 : guessOf<T>(row, width, cuts, top), 4);
    out += 8;
  }
}

// @ts-ignore: decorator
@inline
function rivalRows<T>(rows: usize, width: usize, count: usize, labels: usize, out: usize): void {
  const end = rows + count * width;
  for (let row = rows; row < end; row += width) {
    store<T>(row + load<u32>(labels) * sizeof<T>(), <T>-Infinity);
    store<T>(out, highestOf<T>(row, row + width));
    labels += 4;
    out += sizeof<T>();
  }
}

// @ts-ignore: decorator
@inline
function lowestOf<T>(at: usize, end: usize): T {
  let lowest = load<T>(at);
  for (; at < end; at += sizeof<T>()) lowest = min<T>(lowest, load<T>(at));
  return lowest;
}

// @ts-ignore: decorator
@inline
function highestOf<T>(start: usize, end: usize): T {
  let at = start;
  let a = v128.splat<T>(load<T>(at));
  let b = a;
  let c = a;
  let d = a;
  for (; at + 64 <= end; at += 64) {
    a = v128.pmax<T>(a, v128.load(at));
    b = v128.pmax<T>(b, v128.load(at, 16));
    c = v128.pmax<T>(c, v128.load(at, 32));
    d = v128.pmax<T>(d, v128.load(at, 48));
  }
  for (; at + 16 <= end; at += 16) a = v128.pmax<T>(a, v128.load(at));
  a = v128.pmax<T>(v128.pmax<T>(a, b), v128.pmax<T>(c, d));
  // The upper half onto the lower, and for four numbers once more.
  a = v128.pmax<T>(a, i8x16.shuffle(a, a, 8, 9, 10, 11, 12, 13, 14, 15, 0, 0, 0, 0, 0, 0, 0, 0));
  if (sizeof<T>() == 4) a = v128.pmax<T>(a, v128.shuffle<i32>(a, a, 1, 1, 1, 1));
  let highest = v128.extract_lane<T>(a, 0);
  for (; at < end; at += sizeof<T>()) highest = max<T>(highest, load<T>(at));
  return highest;
}

/** The first place that holds a number. */
// @ts-ignore: decorator
@inline
function firstEqual<T>(start: usize, end: usize, wanted: T): i32 {
  const wanteds = v128.splat<T>(wanted);
  let at = start;
  for (; at + 16 <= end; at += 16) {
    const found = lanes<T>(v128.eq<T>(v128.load(at), wanteds));
    if (found != 0) {
      at += <usize>ctz(found) * sizeof<T>();
      break;
    }
  }
  while (load<T>(at) != wanted) at += sizeof<T>();
  return <i32>((at - start) / sizeof<T>());
}

/** The one class that reaches its cut; the likeliest of all where several do, -1 where none does. */
// @ts-ignore: decorator
@inline
function guessOf<T>(row: usize, width: usize, cuts: usize, top: i32): i32 {
  let guess = -1;
  let at: usize = 0;
  for (; at + 16 <= width; at += 16) {
    const confident = lanes<T>(v128.ge<T>(v128.load(row + at), v128.load(cuts + at)));
    if (confident == 0) continue;
    if (guess >= 0 || popcnt(confident) > 1) return top;
    guess = <i32>(at / sizeof<T>()) + ctz(confident);
  }
  for (; at < width; at += sizeof<T>()) {
    if (load<T>(row + at) < load<T>(cuts + at)) continue;
    if (guess >= 0) return top;
    guess = <i32>(at / sizeof<T>());
  }
  return guess;
}

/** One bit for each lane of a comparison. */
// @ts-ignore: decorator
@inline
function lanes<T>(compared: v128): i32 {
  return sizeof<T>() == 4 ? v128.bitmask<i32>(compared) : v128.bitmask<i64>(compared);
}
