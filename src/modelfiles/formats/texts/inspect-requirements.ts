import { CredenceError } from '../../../core/error.ts';
import { visibleText } from '../../../core/visible-text.ts';
import type { ByteSource } from '../../byte-source.ts';
import type { Inspection } from '../../inspection.ts';
import { escapeOf } from '../contained-path.ts';
import { ProblemList } from '../problem-list.ts';
import { readText } from './read-text.ts';

/** A name and extras, with what follows (PEP 508). */
const PACKAGE = /^[A-Za-z\d][\w.-]{0,200}\s*(?:\[[\w\s.,-]*\]\s*)?(?![\w[])(.*)$/;

/** One constraint on the version (PEP 440). */
const VERSION = /^(?:===|[<>=!~]=|[<>])\s*[\w.*+!-]+$/;

/** Nobody installs so many packages, or reads so long a list. */
const MOST_LINES = 200_000;

interface Line {
  readonly text: string;
  /** Of the first line, where several are joined. */
  readonly offset: number;
}

/**
 * A list of requirements: pip fetches and runs what it names. Packages by name from the index are
 * noted where no version is fixed; addresses, repositories, folders, other indexes and options that
 * change what is installed are held.
 */
export function inspectRequirements(source: ByteSource): Inspection {
  const problems = new ProblemList();
  problems.attempt('requirements', () => {
    const lines = joinLines(readText(source));
    for (const line of lines) judgeLine(line, problems);
    addUnpinned(lines, problems);
  });
  return { problems: problems.list(), program: null, members: [] };
}

function joinLines(text: string): readonly Line[] {
  const written = text.replace(/^\uFEFF/, '').split('\n');
  if (written.length > MOST_LINES) {
    throw new CredenceError('LIMIT_EXCEEDED', `It has more than ${MOST_LINES} lines`);
  }
  const lines: Line[] = [];
  let offset = text.startsWith('\uFEFF') ? 3 : 0;
  let start = 0;
  let parts: string[] = [];
  for (const [index, raw] of written.entries()) {
    const part = raw.replace(/\r$/, '');
    const goesOn = part.endsWith('\\') && index + 1 < written.length;
    if (parts.length === 0) start = offset;
    parts.push(goesOn ? part.slice(0, -1) : part);
    offset += Buffer.byteLength(raw) + 1;
    if (goesOn) continue;
    const words = parts
      .join('')
      .replace(/(?:^|\s)#.*$/, '')
      .trim();
    if (words !== '') lines.push({ text: words, offset: start });
    parts = [];
  }
  return lines;
}

function judgeLine({ text, offset }: Line, problems: ProblemList): void {
  const fact = factOf(text);
  if (fact === null) return;
  problems.add('held', {
    rule: `requirements.${fact.rule}`,
    offset,
    severity: /\bhttp:\/\//.test(text) ? 'high' : 'medium',
    summary: `${fact.what}: "${visibleText(text.slice(0, 160))}".`,
    action:
      'Look at what would be installed, pin it by its hash, and approve this file by its digest.',
  });
}

function factOf(line: string): { readonly rule: string; readonly what: string } | null {
  if (/^(?:-r|-c|--requirement|--constraint)\b/.test(line)) {
    const path = line.replace(/^\S+?[\s=]+/, '');
    return escapeOf(path) === null
      ? null
      : { rule: 'other-file', what: 'It takes lines from elsewhere' };
  }
  if (/^(?:-e\b|--editable\b)/.test(line)) {
    return { rule: 'editable', what: 'It installs a working copy, which runs its set-up code' };
  }
  if (line.startsWith('-')) return { rule: 'option', what: 'It changes where packages come from' };
  if (/\b(?:git|hg|svn|bzr)\+|:\/\/|\s@\s|^[\w.-]+(?:\[[^\]]*\])?@/.test(line)) {
    return {
      rule: 'direct-address',
      what: 'It installs from an address, and not by name and version',
    };
  }
  if (namesPackage(line)) return null;
  return { rule: 'unreadable', what: 'It has a line that names no package and version' };
}

/** Whether a line is a package by its name, with versions, marker and hashes or without. */
function namesPackage(line: string): boolean {
  const [requirement = ''] = line.split(/;|\s--hash[= ]/);
  const versions = PACKAGE.exec(requirement.trim())?.[1]?.trim();
  if (versions === undefined) return false;
  const bare =
    versions.startsWith('(') && versions.endsWith(')') ? versions.slice(1, -1) : versions;
  return bare === '' || bare.split(',').every((version) => VERSION.test(version.trim()));
}

function addUnpinned(lines: readonly Line[], problems: ProblemList): void {
  const open = lines.filter(({ text }) => namesPackage(text) && !text.includes('=='));
  const [first] = open;
  if (first === undefined) return;
  problems.add('note', {
    rule: 'requirements.unpinned',
    offset: first.offset,
    summary: `${open.length} packages have no fixed version, the first being "${visibleText(first.text.slice(0, 80))}".`,
    action: 'Fix their versions, so that the same code is installed each time.',
  });
}
