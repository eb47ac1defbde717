import { initialiseCandidates, leads, seconds } from './byte-scan/candidates';
import { isHidden } from './byte-scan/hidden-code-points';
import { initialisePrefix, prefixMask } from './memory/prefix';
import { reserve } from './memory/region';
import { decode, MALFORMED } from './text/utf8';

export { initialise, reserve, scan };

const NON_ASCII: u8 = 1;
const CONTROL: u8 = 2;
const HIDDEN: u8 = 4;

/** Room behind the text that is read but not judged. */
const MARGIN: usize = 128;

/** Makes room for texts of `bytes` at a time, and returns where they go. */
function initialise(bytes: usize): usize {
  initialisePrefix();
  initialiseCandidates();
  return reserve(bytes + MARGIN);
}

/** Writes the flags of documents that lie end to end: `base + offsets[d] .. base + offsets[d + 1]`. */
function scan(base: usize, offsets: usize, documents: usize, flags: usize): void {
  let start = base + load<u32>(offsets);
  for (let document: usize = 0; document < documents; document += 1) {
    const end = base + load<u32>(offsets + (document << 2), 4);
    store<u8>(flags + document, flagsOf(start, end));
    start = end;
  }
}

function flagsOf(start: usize, end: usize): u8 {
  if (end - start < 64) return flagsOfShort(start, end);
  let flags: u8 = 0;
  for (let at = start; at + 64 < end; at += 64) flags |= flagsOfBlock(at, end, flags);
  // The last block overlaps the one before it.
  return flags | flagsOfBlock(end - 64, end, flags);
}

/** The flags of 64 bytes; what `known` says already is not looked for again. */
// @ts-ignore: decorator
@inline
function flagsOfBlock(at: usize, end: usize, known: u8): u8 {
  const a = v128.load(at);
  const b = v128.load(at, 16);
  const c = v128.load(at, 32);
  const d = v128.load(at, 48);
  let flags: u8 = 0;
  const least = i8x16.min_u(i8x16.min_u(a, b), i8x16.min_u(c, d));
  const unusual = v128.or(
    i8x16.lt_u(least, i8x16.splat(32)),
    v128.or(v128.or(deletes(a), deletes(b)), v128.or(deletes(c), deletes(d))),
  );
  if (v128.any_true(unusual) && (known & CONTROL) == 0) {
    const pairs = v128.or(controls(a), controls(b));
    if (v128.any_true(v128.or(pairs, v128.or(controls(c), controls(d))))) flags = CONTROL;
  }
  if (i8x16.bitmask(v128.or(v128.or(a, b), v128.or(c, d))) != 0) {
    flags |= NON_ASCII;
    if ((known & HIDDEN) == 0 && holdsHidden(at, end)) flags |= HIDDEN;
  }
  return flags;
}

function flagsOfShort(start: usize, end: usize): u8 {
  let flags: u8 = 0;
  for (let at = start; at < end; at += 16) {
    const mask = prefixMask(min(16, end - at));
    const bytes = v128.load(at);
    if (v128.any_true(v128.and(controls(bytes), mask))) flags |= CONTROL;
    if (i8x16.bitmask(v128.and(bytes, mask)) == 0) continue;
    flags |= NON_ASCII;
    const classes = v128.and(v128.and(leads(at), seconds(at + 1)), mask);
    if (decodesToHidden(at, places(classes), end)) flags |= HIDDEN;
  }
  return flags;
}

// @ts-ignore: decorator
@inline
function deletes(bytes: v128): v128 {
  return i8x16.eq(bytes, i8x16.splat(127));
}

/** Ones where a byte is a control character of ASCII other than tab, line feed and return. */
// @ts-ignore: decorator
@inline
function controls(bytes: v128): v128 {
  const white = v128.or(
    i8x16.eq(bytes, i8x16.splat(13)),
    i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(9)), i8x16.splat(2)),
  );
  return v128.or(v128.andnot(i8x16.lt_u(bytes, i8x16.splat(32)), white), deletes(bytes));
}

/** Whether a hidden character begins in the 64 bytes at `at`. */
function holdsHidden(at: usize, end: usize): bool {
  let a = leads(at);
  let b = leads(at + 16);
  let c = leads(at + 32);
  let d = leads(at + 48);
  // Most scripts have letters whose lead bytes no hidden character has.
  if (!v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)))) return false;
  a = v128.and(a, seconds(at + 1));
  b = v128.and(b, seconds(at + 17));
  c = v128.and(c, seconds(at + 33));
  d = v128.and(d, seconds(at + 49));
  if (!v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)))) return false;
  return (
    decodesToHidden(at, places(a), end) ||
    decodesToHidden(at + 16, places(b), end) ||
    decodesToHidden(at + 32, places(c), end) ||
    decodesToHidden(at + 48, places(d), end)
  );
}

/** One bit a byte that is not zero. */
// @ts-ignore: decorator
@inline
function places(classes: v128): i32 {
  return i8x16.bitmask(i8x16.ne(classes, i8x16.splat(0)));
}

/** Whether one of the places found, a bit each from `at` on, holds a hidden character. */
function decodesToHidden(at: usize, found: i32, end: usize): bool {
  for (let left = found; left != 0; left &= left - 1) {
    const codePoint = decode(at + ctz(left), end);
    if (codePoint != MALFORMED && isHidden(codePoint)) return true;
  }
  return false;
}
