import { confusablesOf } from '../../core/characters/confusables.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { SourceRow } from '../../registry/rows/sources.ts';
import { distance } from './edit-distance.ts';

/** Names that differ by this share of their letters at most are taken for each other. */
const NEAR = 0.2;
const SHORTEST = 4;

type Named = Pick<SourceRow, 'name' | 'publisher' | 'uris'>;

/**
 * Approved sources that a new one could be mistaken for: letters that look alike, a letter more or less,
 * owner and name swapped. It accuses nobody; a reviewer looks twice.
 */
export function resemblances(source: Named, others: readonly SourceRow[]): readonly string[] {
  const approved = others.filter(({ name, state }) => state === 'approved' && name !== source.name);
  return approved.flatMap((other) => {
    const pair = namesOf(source)
      .flatMap((one) => namesOf(other).map((two) => [one, two] as const))
      .find(([one, two]) => resembles(one, two));
    if (pair === undefined) return [];
    return [
      `‘${visibleText(pair[0])}’ resembles ‘${visibleText(pair[1])}’ of the approved source ${other.name}: make sure that it is meant.`,
    ];
  });
}

/** Name, publisher, and the places where it is found. */
function namesOf({ name, publisher, uris }: Named): readonly string[] {
  const places = uris.map((uri) =>
    uri.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/\/\*+$/, ''),
  );
  return [name, publisher, ...new Set(places)];
}

function resembles(one: string, two: string): boolean {
  if (one === two || Math.min(one.length, two.length) < SHORTEST) return false;
  const [plain, known] = [plainName(one), plainName(two)];
  // The same name in other capitals is the same name; with other letters that look alike it is not.
  if (plain === known) return one.toLowerCase() !== two.toLowerCase();
  if (plain.split('/').toReversed().join('/') === known) return true;
  return (
    distance(plain, known) / Math.max(plain.length, known.length) <= NEAR && related(plain, known)
  );
}

/** Long paths below one host differ little by nature; what differs must be one part only, and be near itself. */
function related(one: string, two: string): boolean {
  const [parts, known] = [one.split('/'), two.split('/')];
  if (parts.length !== known.length) return false;
  return parts.every((part, at) => {
    const other = known[at] ?? '';
    return part === other || distance(part, other) / Math.max(part.length, other.length) <= NEAR;
  });
}

/** Each letter as the first of those that look like it (UTS 39, §4). */
function plainName(name: string): string {
  const letters = Array.from(name.normalize('NFKC').toLowerCase(), (letter) => {
    const codePoint = letter.codePointAt(0) ?? 0;
    return String.fromCodePoint(Math.min(codePoint, ...confusablesOf(codePoint)));
  });
  return letters
    .join('')
    .toLowerCase()
    .replaceAll(/[._-]+/g, '-');
}
