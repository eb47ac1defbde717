/**
 * Regenerates src/core/characters/tables/ from a folder of Unicode data files:
 *
 *   node tools/build-character-tables.ts FOLDER
 *
 * Debian's package `unicode-data` carries every file but confusables.txt, which lies in the source
 * package of `icu` (source/data/unidata). All files must be of one Unicode version.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CredenceError } from '../src/core/error.ts';

const TABLES = join(import.meta.dirname, '../src/core/characters/tables');
const CLASS_OF_CATEGORY: Readonly<Record<string, string>> = {
  Lu: 'l',
  Ll: 'l',
  Lt: 'l',
  Lm: 'l',
  Lo: 'l',
  Nl: 'l',
  Mn: 'm',
  Me: 'm',
  Mc: 's',
  Nd: 'd',
};

/** One data line of a Unicode file: an inclusive range and the fields behind it. */
interface Entry {
  readonly first: number;
  readonly last: number;
  readonly fields: readonly string[];
}

interface CharacterRange {
  readonly first: number;
  last: number;
  readonly scripts: string;
  readonly kind: string;
}

class UnicodeFolder {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  text(name: string): string {
    try {
      return readFileSync(join(this.#folder, name), 'utf8');
    } catch (cause) {
      throw new CredenceError('FILE_NOT_FOUND', `Unicode data file ${name} cannot be read`, {
        at: { file: join(this.#folder, name) },
        hint: "Debian's unicode-data and the sources of icu carry it",
        cause,
      });
    }
  }

  /** Fields of every data line, without comments and blanks. */
  rows(name: string): string[][] {
    const rows: string[][] = [];
    for (const line of this.text(name).split('\n')) {
      const data = line
        .replace(/^\uFEFF/, '')
        .replace(/#.*/, '')
        .trim();
      if (data !== '') rows.push(data.split(';').map((field) => field.trim()));
    }
    return rows;
  }

  entries(name: string): Entry[] {
    return this.rows(name).map(([range = '', ...fields]) => {
      const [first = '', last = first] = range.split('..');
      return { first: Number.parseInt(first, 16), last: Number.parseInt(last, 16), fields };
    });
  }

  version(): string {
    const version = /^# Scripts-([\d.]+)\.txt/.exec(this.text('Scripts.txt'))?.[1];
    const confusables = /^# Version: ([\d.]+)/m.exec(this.text('confusables.txt'))?.[1];
    if (version === undefined || version !== confusables) {
      throw new CredenceError(
        'DATA_MALFORMED',
        `Scripts.txt is of Unicode ${version}, confusables.txt of ${confusables}`,
      );
    }
    return version;
  }
}

function codePoints(field: string): number[] {
  return field.split(' ').map((hex) => Number.parseInt(hex, 16));
}

/** Sorted numbers as their base-36 differences. */
function deltas(values: Iterable<number>): string {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  return sorted.map((value, at) => (value - (sorted[at - 1] ?? 0)).toString(36)).join(' ');
}

/** The scripts of each letter, mark and digit: its own first, then its Script_Extensions. */
function scriptSets(source: UnicodeFolder): Map<number, string> {
  const longName = new Map<string, string>();
  for (const [property, short = '', long = ''] of source.rows('PropertyValueAliases.txt')) {
    if (property === 'sc') longName.set(short, long);
  }
  const sets = new Map<number, string>();
  for (const { first, last, fields } of source.entries('Scripts.txt')) {
    for (let codePoint = first; codePoint <= last; codePoint++)
      sets.set(codePoint, fields[0] ?? '');
  }
  for (const { first, last, fields } of source.entries('ScriptExtensions.txt')) {
    const extensions = (fields[0] ?? '').split(' ').map((short) => longName.get(short) ?? short);
    for (let codePoint = first; codePoint <= last; codePoint++) {
      const own = sets.get(codePoint) ?? 'Common';
      const shared = own === 'Common' || own === 'Inherited';
      const others = extensions.filter((script) => script !== own).sort();
      sets.set(codePoint, (shared ? others : [own, ...others]).join(' '));
    }
  }
  return sets;
}

function characterRanges(source: UnicodeFolder): CharacterRange[] {
  const sets = scriptSets(source);
  const kinds = new Map<number, string>();
  for (const { first, last, fields } of source.entries('DerivedGeneralCategory.txt')) {
    const kind = CLASS_OF_CATEGORY[fields[0] ?? ''];
    if (kind === undefined) continue;
    for (let codePoint = first; codePoint <= last; codePoint++) kinds.set(codePoint, kind);
  }
  const ranges: CharacterRange[] = [];
  for (const codePoint of [...kinds.keys()].sort((a, b) => a - b)) {
    const kind = kinds.get(codePoint) ?? '';
    const scripts = sets.get(codePoint) ?? 'Common';
    const open = ranges.at(-1);
    if (open?.last === codePoint - 1 && open.scripts === scripts && open.kind === kind) {
      open.last = codePoint;
    } else ranges.push({ first: codePoint, last: codePoint, scripts, kind });
  }
  return ranges;
}

function scriptTable(ranges: readonly CharacterRange[]): string {
  const sets = [...new Set(['Common', 'Inherited', ...ranges.map(({ scripts }) => scripts)])];
  const rank = (set: string): number => (set === 'Common' || set === 'Inherited' ? 0 : 1);
  const ordered = sets.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  let end = 0;
  const coded = ranges.map(({ first, last, scripts, kind }) => {
    const gap = first - end;
    end = last + 1;
    const index = ordered.indexOf(scripts).toString(36).padStart(2, '0');
    return `${kind}${index}${gap.toString(36)}.${(end - first).toString(36)}`;
  });
  return [
    constant('SCRIPT_SETS', ordered.join(';')),
    constant('CHARACTER_RANGES', coded.join(' ')),
  ].join('\n');
}

/**
 * Classes of letters and digits that look alike (UTS 39 section 4) and belong to at least two
 * scripts. Members that NFKC changes are left out, they are the business of compatibility; but not
 * the variants of Greek letters, which stay Greek.
 */
function confusableTable(source: UnicodeFolder, ranges: readonly CharacterRange[]): string {
  const scriptOf = new Map<number, string>();
  for (const { first, last, scripts, kind } of ranges) {
    if (kind === 'm' || kind === 's') continue;
    for (let codePoint = first; codePoint <= last; codePoint++) scriptOf.set(codePoint, scripts);
  }
  const classes = new Map<number, Set<number>>();
  for (const { first, fields } of source.entries('confusables.txt')) {
    const [prototype = 0, ...more] = codePoints(fields[0] ?? '');
    if (more.length > 0) continue;
    const members = classes.get(prototype) ?? new Set([prototype]);
    classes.set(prototype, members.add(first));
  }
  const kept: string[] = [];
  for (const [, members] of [...classes].sort(([a], [b]) => a - b)) {
    const letters = [...members].filter((codePoint) => {
      const text = String.fromCodePoint(codePoint);
      const script = scriptOf.get(codePoint);
      if (script === undefined || script === 'Common') return false;
      return script === 'Greek' || text.normalize('NFKC') === text;
    });
    const scripts = letters.map((codePoint) => scriptOf.get(codePoint)?.split(' ')[0]);
    if (new Set(scripts).size > 1) {
      kept.push(deltas(letters));
    }
  }
  return constant('CONFUSABLE_CLASSES', kept.join(';'));
}

function emojiJoins(source: UnicodeFolder): string {
  const joins = new Map<number, Set<number>>();
  for (const [sequence = ''] of source.rows('emoji-zwj-sequences.txt')) {
    const elements = codePoints(sequence).filter(
      (codePoint) => codePoint !== 0xfe0f && !(codePoint >= 0x1f3fb && codePoint <= 0x1f3ff),
    );
    for (const [at, codePoint] of elements.entries()) {
      const [left, right] = [elements[at - 1], elements[at + 1]];
      if (codePoint !== 0x200d || left === undefined || right === undefined) continue;
      joins.set(right, (joins.get(right) ?? new Set()).add(left));
    }
  }
  const coded = [...joins]
    .sort(([a], [b]) => a - b)
    .map(([right, lefts]) => `${right.toString(36)}:${deltas(lefts)}`);
  return constant('EMOJI_JOINS', coded.join(';'));
}

function variationTable(source: UnicodeFolder): string {
  const bases = new Map<number, Set<number>>();
  const rows = [
    ...source.rows('StandardizedVariants.txt'),
    ...source.rows('emoji-variation-sequences.txt'),
  ];
  for (const [sequence = ''] of rows) {
    const [base = 0, selector = 0] = codePoints(sequence);
    if (selector < 0xfe00) continue;
    bases.set(selector, (bases.get(selector) ?? new Set()).add(base));
  }
  const coded = [...bases]
    .sort(([a], [b]) => a - b)
    .map(([selector, members]) => `${selector.toString(36)}:${deltas(members)}`);
  return constant('VARIATION_BASES', coded.join(';'));
}

function members(entries: readonly Entry[], wanted: readonly string[]): number[] {
  const found: number[] = [];
  for (const { first, last, fields } of entries) {
    if (!wanted.includes(fields[0] ?? '')) continue;
    for (let codePoint = first; codePoint <= last; codePoint++) found.push(codePoint);
  }
  return found;
}

function joiningTable(source: UnicodeFolder): string {
  const joining = source.entries('DerivedJoiningType.txt');
  const syllabic = source.entries('IndicSyllabicCategory.txt');
  return [
    constant('JOINS_BOTH_SIDES', deltas(members(joining, ['D']))),
    constant('JOINS_RIGHT_SIDE', deltas(members(joining, ['R']))),
    constant('VIRAMAS', deltas(members(syllabic, ['Virama', 'Pure_Killer', 'Invisible_Stacker']))),
  ].join('\n');
}

function constant(name: string, value: string): string {
  const lines = value.match(/.{1,110}/gsu) ?? [];
  return `export const ${name}: string =\n${lines.map((line) => `  '${line}'`).join(' +\n')};\n`;
}

const folder = process.argv[2];
if (folder === undefined) {
  throw new CredenceError('USAGE', 'node tools/build-character-tables.ts FOLDER');
}
const source = new UnicodeFolder(folder);
const version = source.version();
const ranges = characterRanges(source);
const tables = {
  'script-ranges': `export const UNICODE_VERSION = '${version}';\n\n${scriptTable(ranges)}`,
  'confusable-classes': confusableTable(source, ranges),
  'emoji-sequences': `${emojiJoins(source)}\n${variationTable(source)}`,
  'joining-letters': joiningTable(source),
};
for (const [name, body] of Object.entries(tables)) {
  const head = `// Generated by tools/build-character-tables.ts from Unicode ${version} (see UNICODE-LICENSE.txt).\n\n`;
  writeFileSync(join(TABLES, `${name}.ts`), `${head}${body}`);
}
