import { candidates, initialiseCandidates } from './byte-scan/candidates';
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
  let controls = i64x2.splat(0);
  let high = i64x2.splat(0);
  let hidden = false;
  let at = start;
  for (; at + 64 <= end; at += 64) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    const pairs = v128.or(v128.or(controlBytes(a), controlBytes(b)), v128.or(controlBytes(c), controlBytes(d)));
    controls = v128.or(controls, pairs);
    const any = v128.or(v128.or(a, b), v128.or(c, d));
    high = v128.or(high, any);
    if (!hidden && i8x16.bitmask(any) != 0) hidden = holdsHidden(at, at + 64, end);
  }
  const rest = at;
  for (; at < end; at += 16) {
    const mask = prefixMask(min(16, end - at));
    const bytes = v128.load(at);
    controls = v128.or(controls, v128.and(controlBytes(bytes), mask));
    high = v128.or(high, v128.and(bytes, mask));
  }
  const nonAscii = i8x16.bitmask(high) != 0;
  if (nonAscii && !hidden) hidden = holdsHidden(rest, end, end);
  return (
    (nonAscii ? NON_ASCII : 0) |
    (v128.any_true(controls) ? CONTROL : 0) |
    (hidden ? HIDDEN : 0)
  );
}

/** Ones where a byte is a control character of ASCII other than tab, line feed and return. */
// @ts-ignore: decorator
@inline
function controlBytes(bytes: v128): v128 {
  const white = v128.or(
    i8x16.eq(bytes, i8x16.splat(13)),
    i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(9)), i8x16.splat(2)),
  );
  const low = v128.andnot(i8x16.lt_u(bytes, i8x16.splat(32)), white);
  return v128.or(low, i8x16.eq(bytes, i8x16.splat(127)));
}

/** Whether a hidden character begins in `start .. stop`; reads nothing of it at or beyond `end`. */
function holdsHidden(start: usize, stop: usize, end: usize): bool {
  for (let at = start; at < stop; at += 16) {
    let found = candidates(at);
    if (stop - at < 16) found &= (1 << <i32>(stop - at)) - 1;
    for (; found != 0; found &= found - 1) {
      const codePoint = decode(at + ctz(found), end);
      if (codePoint != MALFORMED && isHidden(codePoint)) return true;
    }
  }
  return false;
}
