import {
  classify,
  initialiseByteKinds,
  kindOf,
  markBlock,
  MARK,
  othersFrom,
  RUN,
  otherBlock,
  runBlock,
  runsFrom,
} from './tokeniser/byte-kinds';
import {
  initialiseDictionary,
  KEYS,
  PUNCTUATION,
  recordClass,
  recordLength,
  recordText,
  shortToken,
  size,
  WORD,
} from './tokeniser/dictionary';
import { initialisePrefix, prefix } from './memory/prefix';
import { reserve } from './memory/region';
import { NONE, tokenAt, tokenEnd } from './tokeniser/tokens';

export { initialise, recordClass, recordLength, recordText, reserve, size, tokenise, tokenisePiece };
export const keys: usize = KEYS;
/** How far the last call of `tokenisePiece` read. */
export let cursor: usize = 0;

/** Ids of runs of ASCII punctuation, plus one: four entries a character, by length of the run. */
const MARK_IDS: usize = memory.data(128 * 4 * 4, 4);
const LONGEST_RUN: u32 = 3;

/** Room before and behind the text that is read, or rewritten as it is. */
const MARGIN: usize = 64;
let text: usize = 0;

/** Makes room for texts of `bytes` at a time, and returns where they go. */
function initialise(bytes: usize): usize {
  const stride = (bytes >>> 3) + MARGIN;
  initialiseByteKinds(reserve(3 * stride), stride);
  initialiseDictionary();
  starts = reserve((bytes << 2) + MARGIN);
  initialisePrefix();
  text = reserve(bytes + 2 * MARGIN) + MARGIN;
  return text;
}

/**
 * Tokenises documents that lie end to end from `text` on: document `d` is
 * `base + offsets[d] .. base + offsets[d + 1]`. Writes token ids at `tokens`, and at `ends` where each
 * document's tokens end, counted from `written`. Returns the number of tokens, `written` included.
 */
function tokenise(base: usize, offsets: usize, documents: usize, tokens: usize, ends: usize, written: u32): u32 {
  classify(text, base + load<u32>(offsets + (documents << 2)) - text);
  let out = tokens;
  let start = base + load<u32>(offsets);
  for (let document: usize = 0; document < documents; document += 1) {
    const end = base + load<u32>(offsets + (document << 2), 4);
    out = tokeniseRange(start - text, end - text, end - text, out, true);
    store<u32>(ends + (document << 2), written + <u32>((out - tokens) >>> 2));
    start = end;
  }
  return written + <u32>((out - tokens) >>> 2);
}

/**
 * Tokenises a piece of a document, `length` bytes at `text`, beginning no token at or after `stop`.
 * The byte before `text` must be the one before the piece, or a space. `cursor` tells where it
 * stopped, counted from `text`; returns where the next token id goes.
 */
function tokenisePiece(length: usize, stop: usize, tokens: usize): usize {
  classify(text, length);
  return tokeniseRange(0, length, stop, tokens, false);
}

function tokeniseRange(start: usize, end: usize, stop: usize, tokens: usize, fresh: bool): usize {
  cursor = start;
  if (start >= stop) return tokens;
  const last = findStarts(start, stop, fresh);
  const out = clean ? tokensAt(true, last, end, stop, tokens) : tokensAt(false, last, end, stop, tokens);
  // A short word may reach over `stop`; longer runs have set the cursor.
  if (cursor < stop) cursor = max(stop, min(end, stop - 1 + <usize>ctz(~runsFrom(stop - 1))));
  return out;
}

/** Where runs and marks begin, counted from `text`; `clean` where no block has bytes to decode. */
let starts: usize = 0;
let clean = true;

/** Lists the starts in `start .. stop`, and returns where the list ends. */
function findStarts(start: usize, stop: usize, fresh: bool): usize {
  const last = (stop - 1) >>> 6;
  let out = starts;
  let carry: u64 = 0;
  let decoded: u64 = 0;
  for (let block = start >>> 6; block <= last; block += 1) {
    let keep = ~(<u64>0);
    if (block == start >>> 6) keep <<= start & 63;
    if (block == last) keep &= ~(<u64>0) >>> (63 - ((stop - 1) & 63));
    const run = runBlock(block) & keep;
    let begin = (run & ~((run << 1) | carry)) | (markBlock(block) & keep);
    // The byte before a document belongs to another one, so its first mark repeats nothing.
    if (fresh && block == start >>> 6 && kindOf(load<u8>(text + start)) == MARK) {
      begin |= (<u64>1) << (start & 63);
    }
    carry = run >>> 63;
    decoded |= otherBlock(block);
    for (; begin != 0; begin &= begin - 1) {
      store<u32>(out, <u32>((block << 6) + <usize>ctz(begin)));
      out += 4;
    }
  }
  clean = decoded == 0;
  return out;
}

/** Reads the tokens at all starts; `plain`, a constant, says that none has bytes to decode. */
// @ts-ignore: decorator
@inline
function tokensAt(plain: bool, last: usize, end: usize, stop: usize, tokens: usize): usize {
  let out = tokens;
  for (let from = starts; from < last; from += 4) {
    const at = <usize>load<u32>(from);
    const length = min(<usize>ctz(~runsFrom(at)), end - at);
    if (length - 1 < 16 && (plain || othersFrom(at) << (64 - length) == 0)) {
      store<u32>(out, shortToken(prefix(text + at, length), <u32>length, WORD));
      out += 4;
    } else if (length == 0) {
      store<u32>(out, asciiMark(text + at, text + end));
      out += 4;
    } else {
      out = runTokens(text + at, text + end, text + stop, out);
    }
  }
  return out;
}

/** A run of one punctuation character is one token, whose text is at most three of them. */
function asciiMark(at: usize, end: usize): u32 {
  const byte = load<u8>(at);
  const limit = min(end, at + LONGEST_RUN);
  let after = at + 1;
  while (after < limit && load<u8>(after) == byte) after += 1;
  const run = after - at;
  const known = MARK_IDS + (((<usize>byte << 2) + run) << 2);
  const id = load<u32>(known);
  if (id != 0) return id - 1;
  const token = shortToken(prefix(at, run), <u32>run, PUNCTUATION);
  store<u32>(known, token + 1);
  return token;
}

/** The tokens of a run that is long, or has bytes outside plain ASCII. */
function runTokens(start: usize, end: usize, stop: usize, tokens: usize): usize {
  let at = start;
  let out = tokens;
  while (at < stop && kindOf(load<u8>(at)) == RUN) {
    const token = tokenAt(at, end);
    at = tokenEnd;
    if (token == NONE) continue;
    store<u32>(out, token);
    out += 4;
  }
  cursor = at - text;
  return out;
}
