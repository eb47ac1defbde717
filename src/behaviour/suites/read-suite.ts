import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import { canonicalJson } from '../../core/canonical-json.ts';
import { digestOf } from '../../core/digest.ts';
import { CredenceError, type Location } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { Suite } from './suite.ts';
import type { SuiteItem } from './suite-item.ts';
import { itemSchema, suiteSchema, type WrittenItem, type WrittenSuite } from './suite-schema.ts';

/**
 * Reads a suite: a YAML file, or a folder that holds a `suite.yaml`. Items stand in it, or in JSONL files
 * beside it, which it names.
 *
 * @throws CredenceError `FILE_NOT_FOUND`, `CONFIG_INVALID`, `DATA_AMBIGUOUS` where an id occurs twice,
 *   `DATA_EMPTY` where there is no item, `INTEGRITY_FAILED` where the suite is not what was sealed
 */
export async function readSuite(path: string): Promise<Suite> {
  const file = (await isFolder(path)) ? join(path, 'suite.yaml') : path;
  const written = checked(suiteSchema, parsedYaml(await readNamed(file), file), { file });
  const trusted = await itemsOf(written.items, file);
  const live = await itemsOf(written.live, file);
  requireDistinct([...trusted, ...live], file);
  if (trusted.length === 0)
    throw new CredenceError('DATA_EMPTY', `Suite ${visibleText(written.name)} has no items.`, {
      at: { file },
    });
  const { name, seal, expect } = written;
  const digest = digestOf(canonicalJson(plain({ name, trusted, live, expect })));
  if (seal !== undefined && seal !== digest)
    throw new CredenceError(
      'INTEGRITY_FAILED',
      `Suite ${visibleText(name)} was edited since it was sealed: its digest is ${digest}, its seal ${seal}.`,
      {
        at: { file },
        hint: 'See who changed it and why; then put the new digest in place of the seal.',
      },
    );
  return {
    name,
    digest,
    sealed: seal !== undefined,
    trusted: trusted.map(toItem),
    live: live.map(toItem),
    expectations: expect,
  };
}

async function itemsOf(
  items: WrittenSuite['items'],
  file: string,
): Promise<readonly WrittenItem[]> {
  if (typeof items !== 'string') return items;
  if (basename(items) !== items || !items.endsWith('.jsonl'))
    throw new CredenceError(
      'CONFIG_INVALID',
      `Items must be a .jsonl file beside the suite, not ${visibleText(items)}.`,
      { at: { file } },
    );
  const beside = join(dirname(file), items);
  const lines = (await readNamed(beside)).split('\n');
  return lines.flatMap((line, index) => {
    const at = { file: beside, line: index + 1 };
    return line.trim() === '' ? [] : [checked(itemSchema, parsedJson(line, at), at)];
  });
}

function toItem({ id, text, fields, messages, expected, tags }: WrittenItem): SuiteItem {
  return { id, input: { text, fields, messages }, expected, tags };
}

function requireDistinct(items: readonly WrittenItem[], file: string): void {
  const seen = new Set<string>();
  for (const { id } of items) {
    if (seen.has(id))
      throw new CredenceError('DATA_AMBIGUOUS', `Two items have the id ${visibleText(id)}.`, {
        at: { file },
        hint: 'Answers are matched by id: give each item its own, live ones too.',
      });
    seen.add(id);
  }
}

function checked<Output>(schema: z.ZodType<Output>, value: unknown, at: Location): Output {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new CredenceError(
    'CONFIG_INVALID',
    `${visibleText(issue?.path.join('.') || 'suite')}: ${visibleText(issue?.message ?? 'invalid')}.`,
    { at },
  );
}

function parsedYaml(text: string, file: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch (cause) {
    throw new CredenceError('CONFIG_INVALID', 'The suite is not YAML.', { at: { file }, cause });
  }
}

function parsedJson(line: string, at: Location): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new CredenceError('CONFIG_INVALID', 'This line is not JSON.', { at, cause });
  }
}

/** Without what is undefined, which canonical JSON has no word for. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function readNamed(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new CredenceError('FILE_NOT_FOUND', `${visibleText(file)} could not be read.`, {
      cause,
      hint: 'Give a suite: a YAML file, or a folder that holds suite.yaml.',
    });
  });
}
