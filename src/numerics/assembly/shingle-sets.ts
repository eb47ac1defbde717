import { reserve } from './memory/region';
import { beginCharacters, charactersEnd, FILLER, readCharacters } from './shingles/characters';
import { hashShingles, SHINGLE, SHINGLE_KEYS } from './shingles/shingle-hash';

export { compare, initialise, reserve };
export const keys: usize = SHINGLE_KEYS;
/** Distinct shingles of the two texts compared last, and how many they share. */
export let distinctFirst: u32 = 0;
export let distinctSecond: u32 = 0;
export let shared: u32 = 0;

/**
 * The shingles of both texts. A slot is the index of a shingle's first character, plus one, and
 * whether the second text holds it. Shingles are equal when their characters are; hashes only find
 * them.
 */
let table: usize = 0;
let characters: usize = 0;
let hashes: usize = 0;
let mask: u32 = 0;

const IN_SECOND: u32 = 0x80000000;
const MARGIN: usize = 64;

/** Makes room for two texts that together are of `bytes`, and returns where they go. */
function initialise(bytes: usize): usize {
  const shingles = bytes + 2 * SHINGLE;
  table = reserve(<usize>tableSlots(<u32>shingles) << 2);
  characters = reserve((shingles << 2) + MARGIN);
  hashes = reserve((shingles << 2) + MARGIN);
  return reserve(bytes + MARGIN);
}

/** Compares the sets of shingles of `start .. middle` and `middle .. end`. */
function compare(start: usize, middle: usize, end: usize): void {
  const first = charactersOf(start, middle, characters);
  const second = charactersOf(middle, end, characters + (first << 2));
  const slots = tableSlots(<u32>(first + second));
  mask = slots - 1;
  memory.fill(table, 0, <usize>slots << 2);
  hashShingles(characters, first + second - SHINGLE + 1, hashes);
  distinctFirst = 0;
  for (let index: u32 = 0; index < <u32>(first - SHINGLE + 1); index += 1) {
    const slot = slotOf(index);
    if (load<u32>(slot) != 0) continue;
    store<u32>(slot, index + 1);
    distinctFirst += 1;
  }
  distinctSecond = 0;
  shared = 0;
  for (let index = <u32>first; index < <u32>(first + second - SHINGLE + 1); index += 1) {
    const slot = slotOf(index);
    const found = load<u32>(slot);
    if ((found & IN_SECOND) != 0) continue;
    store<u32>(slot, (found == 0 ? index + 1 : found) | IN_SECOND);
    distinctSecond += 1;
    if (found != 0) shared += 1;
  }
}

/** A power of two that leaves at least half of the table empty. */
function tableSlots(shingles: u32): u32 {
  return 1 << (33 - clz(shingles));
}

/** The characters of a text, filled up to a shingle at least; returns how many there are. */
function charactersOf(start: usize, end: usize, to: usize): usize {
  beginCharacters();
  readCharacters(start, end, to, usize.MAX_VALUE, true);
  let at = charactersEnd;
  for (; at < to + (SHINGLE << 2); at += 4) store<u32>(at, FILLER);
  return (at - to) >>> 2;
}

/** The slot that holds the shingle at `index`, or the empty one where it belongs. */
function slotOf(index: u32): usize {
  const text = characters + (<usize>index << 2);
  let at = load<u32>(hashes + (<usize>index << 2)) & mask;
  while (true) {
    const slot = table + (<usize>at << 2);
    const found = load<u32>(slot) & ~IN_SECOND;
    if (found == 0) return slot;
    const other = characters + (<usize>(found - 1) << 2);
    if (
      load<u32>(text, 16) == load<u32>(other, 16) &&
      !v128.any_true(v128.xor(v128.load(text), v128.load(other)))
    ) {
      return slot;
    }
    at = (at + 1) & mask;
  }
}
