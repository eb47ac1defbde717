import { reserve } from '../memory/region';

/** Kinds of a token; `NON_ASCII` is added to one of the others. */
export const WORD: u8 = 1;
export const NUMBER: u8 = 2;
export const PUNCTUATION: u8 = 4;
export const SPACELESS: u8 = 8;
export const NON_ASCII: u8 = 16;

/** Longest token in bytes: sixteen blocks of sixteen. */
export const MAX_TOKEN: u32 = 256;

/**
 * A record is the identity of a token: its id (u32), its hash (u32), its length (u16), its class (u8),
 * and from byte 16 its text, padded with zeros to a multiple of 16 bytes so that it can be compared
 * sixteen bytes at a time.
 */
const ID: usize = 0;
const HASH: usize = 4;
const LENGTH: usize = 8;
const CLASS: usize = 10;
const TEXT: usize = 16;

const SEGMENT: usize = 1 << 18;

/** 64 random keys of 64 bits, written by the host: see `hashBlock`. */
export const KEYS = memory.data(8 * 64, 16);

/** Open addressing with linear probing; a slot is a tag (low half) and the address of a record. */
let slots: usize = 0;
let mask: u32 = 0;
/** Addresses of the records, by id. */
let records: usize = 0;
let capacity: u32 = 0;
let count: u32 = 0;
/** Where the next record goes. */
let arena: usize = 0;
let arenaEnd: usize = 0;

export function initialiseDictionary(): void {
  const initial: u32 = 1 << 13;
  slots = reserve(<usize>initial << 3);
  mask = initial - 1;
  capacity = initial;
  records = reserve(<usize>capacity << 2);
}

// @ts-ignore: decorator
@inline
export function size(): u32 {
  return count;
}

export function recordText(id: u32): usize {
  return load<u32>(records + (<usize>id << 2)) + <u32>TEXT;
}

export function recordLength(id: u32): u32 {
  return load<u16>(load<u32>(records + (<usize>id << 2)), LENGTH);
}

export function recordClass(id: u32): u32 {
  return load<u8>(load<u32>(records + (<usize>id << 2)), CLASS);
}

/**
 * One 16-byte block of pair-multiply-shift (Thorup, "High Speed Hashing for Integers and Strings",
 * 2015, §3.5). The hash of a text is the upper half of the sum over its blocks: two different texts
 * of one length meet with probability 2^-32 over the keys, which nobody who writes data can know.
 */
// @ts-ignore: decorator
@inline
function hashBlock(block: v128, keys: usize): u64 {
  const low = i64x2.extract_lane(block, 0);
  const high = i64x2.extract_lane(block, 1);
  return (
    (load<u64>(keys) + (<u64>low & 0xffffffff)) * (load<u64>(keys, 8) + (<u64>low >>> 32)) +
    (load<u64>(keys, 16) + (<u64>high & 0xffffffff)) * (load<u64>(keys, 24) + (<u64>high >>> 32))
  );
}

/** What a slot knows of a token: 24 bits of its hash, and its length. */
// @ts-ignore: decorator
@inline
function tagOf(hash: u32, length: u32): u32 {
  return (hash & 0xffffff00) | (length - 1);
}

/** The id of a token of at most 16 bytes, zero beyond its length; a new token is added. */
// @ts-ignore: decorator
@inline
export function shortToken(text: v128, length: u32, kind: u8): u32 {
  const hash = <u32>(hashBlock(text, KEYS) >>> 32);
  const tag = tagOf(hash, length);
  let at = hash & mask;
  while (true) {
    const slot = load<u64>(slots + (<usize>at << 3));
    const record = <usize>(slot >>> 32);
    if (<u32>slot == tag) {
      if (!v128.any_true(v128.xor(v128.load(record, TEXT), text))) {
        if (record != 0) return load<u32>(record, ID);
      }
    }
    if (slot == 0) return addShort(text, length, kind, hash);
    at = (at + 1) & mask;
  }
}

function addShort(text: v128, length: u32, kind: u8, hash: u32): u32 {
  const record = newRecord(length, hash);
  v128.store(record, text, TEXT);
  return describe(record, length, kind);
}

/** The id of a token of any length, zero up to the next 16-byte boundary; a new token is added. */
export function longToken(text: usize, length: u32, kind: u8): u32 {
  let sum: u64 = 0;
  for (let at: usize = 0; at < length; at += 16) {
    sum += hashBlock(v128.load(text + at), KEYS + (at << 1));
  }
  const hash = <u32>(sum >>> 32);
  const tag = tagOf(hash, length);
  let at = hash & mask;
  while (true) {
    const slot = load<u64>(slots + (<usize>at << 3));
    if (slot == 0) break;
    const record = <usize>(slot >>> 32);
    if (<u32>slot == tag && memory.compare(record + TEXT, text, length) == 0) {
      return load<u32>(record, ID);
    }
    at = (at + 1) & mask;
  }
  const record = newRecord(length, hash);
  memory.copy(record + TEXT, text, (length + 15) & ~15);
  return describe(record, length, kind);
}

/** Numbers are words of digits alone; `NON_ASCII` is read off the bytes. */
function describe(record: usize, length: u32, kind: u8): u32 {
  let digits = true;
  let ascii = true;
  for (let at: usize = 0; at < length; at += 1) {
    const byte = load<u8>(record + at, TEXT);
    if (byte >= 0x80) ascii = false;
    if (byte - 48 >= 10) digits = false;
  }
  const base = kind == WORD && digits ? NUMBER : kind;
  store<u8>(record, ascii ? base : base | NON_ASCII, CLASS);
  return load<u32>(record, ID);
}

/** Takes the next id, its slot and its place in the arena. The text is the caller's to fill in. */
function newRecord(length: u32, hash: u32): usize {
  if (count << 1 >= mask) growSlots();
  if (count == capacity) growRecords();
  const bytes = TEXT + ((<usize>length + 15) & ~15);
  if (arena + bytes > arenaEnd) {
    arena = reserve(SEGMENT);
    arenaEnd = arena + SEGMENT;
  }
  const record = arena;
  arena += bytes;
  store<u32>(record, count, ID);
  store<u32>(record, hash, HASH);
  store<u16>(record, <u16>length, LENGTH);
  store<u32>(records + (<usize>count << 2), <u32>record);
  putSlot(hash, (<u64>record << 32) | tagOf(hash, length));
  count += 1;
  return record;
}

function putSlot(hash: u32, slot: u64): void {
  let at = hash & mask;
  while (load<u64>(slots + (<usize>at << 3)) != 0) at = (at + 1) & mask;
  store<u64>(slots + (<usize>at << 3), slot);
}

function growSlots(): void {
  const old = slots;
  const bytes = (<usize>mask + 1) << 3;
  slots = reserve(bytes << 1);
  mask = (mask << 1) | 1;
  for (let at = old; at < old + bytes; at += 8) {
    const slot = load<u64>(at);
    if (slot != 0) putSlot(load<u32>(<usize>(slot >>> 32), HASH), slot);
  }
  offer(old, bytes);
}

function growRecords(): void {
  const old = records;
  const bytes = <usize>capacity << 2;
  records = reserve(bytes << 1);
  memory.copy(records, old, bytes);
  capacity <<= 1;
  offer(old, bytes);
}

/** Lets the arena use what a table has left, where that is more than it has itself. */
function offer(start: usize, bytes: usize): void {
  if (bytes <= arenaEnd - arena) return;
  arena = start;
  arenaEnd = start + bytes;
}
