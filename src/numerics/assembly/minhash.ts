import { reserve } from './memory/region';
import { initialisePermutations, lowerMinima, mix, PERMUTATIONS } from './minhash/minima';
import { beginCharacters, charactersEnd, FILLER, readCharacters } from './shingles/characters';
import { hashShingles, SHINGLE } from './shingles/shingle-hash';

export { bandKeys, beginDocument, endDocument, feed, initialise, reserve, signatures };

/** The signature is cut into this many bands of this many minima; the two left over go unused. */
const BANDS: usize = 21;
const ROWS: usize = 6;

/** Characters at a time; they and their hashes stay in the nearest cache. */
const BLOCK: usize = 4096;
const MARGIN: usize = 64;
const CHARACTERS: usize = memory.data(4 * 4096 + 64, 16);
const HASHES: usize = memory.data(4 * 4096 + 64, 16);
const MINIMA: usize = memory.data(4 * 128, 16);

/** Characters that wait in `CHARACTERS`, and whether shingles went before them. */
let waiting: usize = 0;
let begun = false;

/** Makes room for texts of `bytes` at a time, and returns where they go. */
function initialise(bytes: usize): usize {
  initialisePermutations();
  return reserve(bytes + MARGIN);
}

/** Writes 128 minima a document, of `base + offsets[d] .. base + offsets[d + 1]`, at `out`. */
function signatures(base: usize, offsets: usize, documents: usize, out: usize): void {
  for (let document: usize = 0; document < documents; document += 1) {
    minimaOf(base, offsets + (document << 2));
    memory.copy(out + document * (PERMUTATIONS << 2), MINIMA, PERMUTATIONS << 2);
  }
}

/** Writes 21 band keys a document at `out`. */
function bandKeys(base: usize, offsets: usize, documents: usize, out: usize): void {
  for (let document: usize = 0; document < documents; document += 1) {
    minimaOf(base, offsets + (document << 2));
    writeKeys(out + document * (BANDS << 2));
  }
}

function minimaOf(base: usize, offset: usize): void {
  beginDocument();
  feed(base + load<u32>(offset), base + load<u32>(offset, 4));
  finish();
}

function beginDocument(): void {
  beginCharacters();
  waiting = 0;
  begun = false;
  memory.fill(MINIMA, 0xff, PERMUTATIONS << 2);
}

/** A piece of a document; no character may lie across two pieces. */
function feed(start: usize, end: usize): void {
  let at = start;
  while (at < end) {
    const first = !begun && waiting == 0;
    at = readCharacters(at, end, CHARACTERS + (waiting << 2), CHARACTERS + (BLOCK << 2), first);
    waiting = (charactersEnd - CHARACTERS) >>> 2;
    if (at < end) digest();
  }
}

/** Takes the shingles of the waiting characters, and keeps those that later shingles begin with. */
function digest(): void {
  const shingles = waiting - SHINGLE + 1;
  hashShingles(CHARACTERS, shingles, HASHES);
  lowerMinima(MINIMA, HASHES, shingles);
  memory.copy(CHARACTERS, CHARACTERS + (shingles << 2), (SHINGLE - 1) << 2);
  waiting = SHINGLE - 1;
  begun = true;
}

/** A text of fewer than five characters is filled up to one shingle. */
function finish(): void {
  if (!begun) {
    for (; waiting < SHINGLE; waiting += 1) store<u32>(CHARACTERS + (waiting << 2), FILLER);
  }
  if (waiting >= SHINGLE) digest();
}

/** Ends a document that was fed in pieces: its minima go to `out`, or its band keys. */
function endDocument(out: usize, asKeys: bool): void {
  finish();
  if (asKeys) writeKeys(out);
  else memory.copy(out, MINIMA, PERMUTATIONS << 2);
}

function writeKeys(out: usize): void {
  for (let band: usize = 0; band < BANDS; band += 1) {
    let key: u32 = 0;
    for (let row: usize = 0; row < ROWS; row += 1) {
      key = rotl(key, 5) * 0x9e3779b1 + load<u32>(MINIMA + ((band * ROWS + row) << 2));
    }
    store<u32>(out + (band << 2), mix(key));
  }
}
