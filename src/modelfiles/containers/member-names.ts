import { visibleText } from '../../core/visible-text.ts';
import type { Problem } from '../inspection.ts';
import { problem } from '../problem.ts';

/** A member's name, and where the container writes it. */
export interface NamedMember {
  readonly name: string;
  readonly offset: number;
}

/** No file system takes longer names, and no publisher nests deeper. */
const LONGEST_NAME = 4_096;
const MOST_PARTS = 64;

const RENAME =
  'Have its publisher pack the archive anew, with plain relative names that differ from each other.';

/**
 * What speaks against the names in an archive: ways out of the folder that it is unpacked into,
 * characters at which readers stop, and names that are one and the same on some system.
 *
 * @param room of the rules' ids: `zip`, `tar`
 */
export function nameFaults(room: string, members: readonly NamedMember[]): readonly Problem[] {
  const faults: Problem[] = [];
  const seen = new Map<string, string>();
  const refuse = (fact: string, { name, offset }: NamedMember, what: string): void => {
    faults.push(
      problem('fail', {
        rule: `${room}.${fact}`,
        offset,
        summary: `The name "${visibleText(name.slice(0, 200))}" ${what}.`,
        severity: 'high',
        action: RENAME,
      }),
    );
  };
  for (const member of members) {
    const path = member.name.replaceAll('\\', '/');
    if (isOverlong(path)) {
      refuse('overlong-name', member, `has ${path.length} characters`);
      continue;
    }
    if (/^\/|^[A-Za-z]:/.test(path)) refuse('absolute-name', member, 'is absolute');
    if (path.split('/').includes('..')) refuse('path-traversal', member, 'leaves the archive');
    if (path === '' || /\p{Cc}/u.test(path)) {
      refuse('unreadable-name', member, 'is empty or holds control characters');
    }
    const folded = foldName(path);
    const twin = seen.get(folded);
    if (twin !== undefined) refuse('duplicate-name', member, duplicateWords(member.name, twin));
    else seen.set(folded, member.name);
  }
  faults.push(...filesAsFolders(room, members, seen));
  return faults;
}

function isOverlong(name: string): boolean {
  return name.length > LONGEST_NAME || name.split(/[\\/]/, MOST_PARTS + 1).length > MOST_PARTS;
}

/** How the most forgiving file system sees a name: composed, without case, with one separator. */
function foldName(path: string): string {
  return path
    .normalize('NFC')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFC')
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

function duplicateWords(name: string, twin: string): string {
  return name === twin
    ? 'comes twice'
    : `is the same as "${visibleText(twin.slice(0, 200))}" on some systems`;
}

function filesAsFolders(
  room: string,
  members: readonly NamedMember[],
  seen: ReadonlyMap<string, string>,
): readonly Problem[] {
  const faults: Problem[] = [];
  for (const { name, offset } of members) {
    if (isOverlong(name)) continue;
    const parts = foldName(name.replaceAll('\\', '/')).split('/');
    const above = parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'));
    const file = above
      .map((path) => seen.get(path))
      .find((other) => other?.endsWith('/') === false);
    if (file === undefined) continue;
    faults.push(
      problem('fail', {
        rule: `${room}.duplicate-name`,
        offset,
        summary: `"${visibleText(name.slice(0, 200))}" lies in a folder that is also a file.`,
        severity: 'high',
        action: RENAME,
      }),
    );
  }
  return faults;
}
