import type { Problem } from '../../inspection.ts';
import type { CentralEntry } from './central-directory.ts';
import { shownName } from './local-header.ts';
import { zipRefusal } from './zip-problem.ts';

export const STORED = 0;
export const DEFLATED = 8;

/** Flags that don't change what is read: how deflate was asked to work, a descriptor, a UTF-8 name. */
const HARMLESS_FLAGS = 0x0002 | 0x0004 | 0x0008 | 0x0800;
/** Encrypted, with strong encryption, with masked headers (APPNOTE §4.4.4, bits 0, 6 and 13). */
const ENCRYPTION_FLAGS = 0x0001 | 0x0040 | 0x2000;
const FLAG_NAMES: ReadonlyMap<number, string> = new Map([
  [0x0010, 'enhanced deflating'],
  [0x0020, 'patched data'],
]);

/** Unix file types, in the upper four bits of the mode. */
const TYPE_MASK = 0xf000;
const REGULAR = 0x8000;
const FOLDER = 0x4000;
const SYMBOLIC_LINK = 0xa000;

/** What speaks against an entry by itself: how it is packed, flags, and what it would be on disk. */
export function entryFaults(entry: CentralEntry): readonly Problem[] {
  const faults: Problem[] = [];
  const refuse = (fact: string, summary: string): void => {
    faults.push(zipRefusal(fact, { offset: entry.offset }, { summary }));
  };
  const name = shownName(entry.name);
  if (isEncrypted(entry)) {
    refuse('encrypted', `${name} is marked as encrypted: nobody without the key can look into it.`);
  }
  const flags = entry.flags & ~HARMLESS_FLAGS & ~ENCRYPTION_FLAGS;
  if (flags !== 0) {
    refuse('flags', `${name} has flags that some readers ignore: ${flagNames(flags)}.`);
  }
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    refuse('unknown-method', `${name} is packed by method ${entry.method}.`);
  }
  if (entry.method === STORED && entry.size !== entry.packedSize) {
    refuse('size-mismatch', `${name} is not packed, and yet has two sizes.`);
  }
  const type = (entry.attributes >>> 16) & TYPE_MASK;
  if (type === SYMBOLIC_LINK) refuse('symlink', `${name} is a symbolic link.`);
  else if (type !== 0 && type !== REGULAR && type !== FOLDER) {
    refuse('special-file', `${name} is neither a file nor a folder.`);
  }
  if (entry.name.at(-1) === 0x2f && entry.size > 0) {
    refuse('folder-with-data', `${name} is a folder, and yet holds ${entry.size} bytes.`);
  }
  return faults;
}

/** Whether an entry says that its data are encrypted; some readers take no notice of that. */
export function isEncrypted({ flags }: Pick<CentralEntry, 'flags'>): boolean {
  return (flags & ENCRYPTION_FLAGS) !== 0;
}

function flagNames(flags: number): string {
  const named = [...FLAG_NAMES].filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name);
  const value = `0x${flags.toString(16)}`;
  return named.length === 0 ? value : `${named.join(', ')} (${value})`;
}
