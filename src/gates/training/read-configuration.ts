import { readFile, stat } from 'node:fs/promises';
import { parse } from 'yaml';
import { CredenceError } from '../../core/error.ts';
import type { Setting } from '../../statements/scalars.ts';

const MAX_BYTES = 1024 * 1024;
const MAX_SETTINGS = 10_000;

/**
 * The settings in a YAML or JSON file, one a leaf, as `optimizer.lr`. A list stands as JSON text. Data
 * only: no tags, no code.
 *
 * @throws CredenceError `CONFIG_INVALID`, `FILE_UNREADABLE`, `LIMIT_EXCEEDED`
 */
export async function readConfiguration(path: string): Promise<Readonly<Record<string, Setting>>> {
  const text = await readSmallFile(path);
  let value: unknown;
  try {
    value = parse(text, { schema: 'core', maxAliasCount: 100 });
  } catch (cause) {
    throw new CredenceError('CONFIG_INVALID', `${path} is neither YAML nor JSON.`, {
      at: { file: path },
      hint: 'Settings are read from YAML or JSON; name others with --param.',
      cause,
    });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new CredenceError('CONFIG_INVALID', `${path} holds no table of settings.`, {
      at: { file: path },
      hint: 'A file of settings is a YAML or JSON object.',
    });
  const settings = [...leaves(value, '')];
  if (settings.length > MAX_SETTINGS)
    throw new CredenceError('LIMIT_EXCEEDED', `${path} holds over ${MAX_SETTINGS} settings.`, {
      at: { file: path },
    });
  return Object.fromEntries(settings);
}

/**
 * The text of a file that people write.
 *
 * @throws CredenceError `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `LIMIT_EXCEEDED`
 */
export async function readSmallFile(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES)
      throw new CredenceError('LIMIT_EXCEEDED', `${path} has over ${MAX_BYTES} bytes.`, {
        at: { file: path },
      });
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof CredenceError) throw cause;
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new CredenceError(
      missing ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE',
      `${path} cannot be read.`,
      { at: { file: path }, hint: 'Check that it is there and that you may read it.', cause },
    );
  }
}

function* leaves(value: object, above: string): Iterable<readonly [string, Setting]> {
  for (const [key, member] of Object.entries(value)) {
    const name = above === '' ? key : `${above}.${key}`;
    const isTable = typeof member === 'object' && member !== null && !Array.isArray(member);
    if (isTable) yield* leaves(member, name);
    else yield [name, settingOf(member)];
  }
}

function settingOf(value: unknown): Setting {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      // JSON has no word for infinity; a statement says it as text.
      return Number.isFinite(value) ? value : String(value);
    default:
      return value === null ? null : JSON.stringify(value);
  }
}
