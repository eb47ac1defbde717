import { visibleText } from '../../../core/visible-text.ts';
import type { ByteSource } from '../../byte-source.ts';
import type { Inspection } from '../../inspection.ts';
import { ProblemList } from '../problem-list.ts';
import { judgeTarget } from './instantiated-target.ts';
import { readText } from './read-text.ts';

/** Tags of YAML's own schemas, which make plain values. */
const PLAIN_TAGS: ReadonlySet<string> = new Set(
  ['', '!']
    .concat('binary bool float int map merge null omap pairs seq set str timestamp'.split(' '))
    .flatMap((name) => [name, `!${name}`, `tag:yaml.org,2002:${name}`]),
);

/** A tag where a value can begin. */
const TAG =
  /(?:^|[-:?,[{][ \t]|[[{,])[ \t]{0,200}(?:&\S{1,200}[ \t]{1,20})?!(<[^>\n]{0,400}>|[^\s,[\]{}]{0,400})/gm;

/** Python's tags however they are written, and directives that could give them another name. */
const PYTHON_TAG = /(?:!|tag:)[^\s]{0,80}python[/:]/i;

/**
 * A YAML text beside a model. Loaders that construct Python objects from tags run code; what a
 * configuration makes its loader import is held.
 */
export function inspectYaml(source: ByteSource): Inspection {
  const problems = new ProblemList();
  problems.attempt('yaml', () => judgeYaml(readText(source), problems));
  return { problems: problems.list(), program: null, members: [] };
}

function judgeYaml(text: string, problems: ProblemList): void {
  let offset = 0;
  for (const line of text.split('\n')) {
    judgeLine(line, offset, problems);
    offset += Buffer.byteLength(line) + 1;
  }
}

function judgeLine(line: string, offset: number, problems: ProblemList): void {
  if (PYTHON_TAG.test(decodePercents(line))) {
    problems.add('fail', {
      rule: 'yaml.python-tag',
      offset,
      summary: `It makes a loader construct Python objects: "${visibleText(line.trim().slice(0, 120))}".`,
      action: 'Refuse the file; YAML is data, and needs no tags of Python.',
    });
  } else if (/^%TAG\b/.test(line)) addCustomTag(line.trim(), offset, problems);
  for (const [, tag = ''] of line.matchAll(TAG)) {
    const name = decodePercents(tag.replace(/^<|>$/g, ''));
    if (!PLAIN_TAGS.has(name) && !PYTHON_TAG.test(`!${name}`))
      addCustomTag(`!${name}`, offset, problems);
  }
  if (
    /^\s*-\s*["']?(?:(?:git|hg|svn|bzr)\+|-e\s|--(?:extra-)?index-url|[\w.-]+\s*@\s*\w[\w+]*:\/\/)/.test(
      line,
    )
  ) {
    problems.add('held', {
      rule: 'requirements.direct-address',
      offset,
      summary: `It installs from an address: "${visibleText(line.trim().slice(0, 120))}".`,
      action: 'Look at what would be installed, and approve this file by its digest.',
    });
  }
  const target = /^[\s-]*["']?_target_["']?\s*:\s*["']?([\w.]+)/.exec(line)?.[1];
  if (target !== undefined) judgeTarget(target, offset, problems);
  const loader = /^[\s-]*loader_module\s*:\s*["']?([\w.]+)/.exec(line)?.[1];
  const imports = loader !== undefined && !loader.startsWith('mlflow.');
  if (
    imports ||
    /^[\s-]*["']?(?:auto_map|trust_remote_code["']?\s*:\s*(?:true|yes|on)\b)/i.test(line)
  ) {
    problems.add('held', {
      rule: 'remote-code.trusted',
      offset,
      summary: `It makes its loader run code of its repository: "${visibleText(line.trim().slice(0, 120))}".`,
      action: 'Read that code, pin its revision, and approve this file by its digest.',
    });
  }
}

function addCustomTag(tag: string, offset: number, problems: ProblemList): void {
  problems.add('held', {
    rule: 'yaml.custom-tag',
    offset,
    summary: `It has the tag ${visibleText(tag.slice(0, 120))}, from which a loader can construct objects of its own.`,
    action: 'Make sure that it is loaded as plain data, and approve it by its digest.',
  });
}

function decodePercents(text: string): string {
  return text.replace(/%([\da-fA-F]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}
