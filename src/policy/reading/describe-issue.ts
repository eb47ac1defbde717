import type { z } from 'zod';
import { pathText } from '../policy.ts';
import { knownKeys } from './known-keys.ts';
import { nearestWord } from './nearest-word.ts';
import type { TextPlace, YamlSource } from './yaml-source.ts';

/** What is wrong at one place of the file. */
export interface Problem {
  readonly place: TextPlace | null;
  /** As a clause: what is wrong and what to write instead. */
  readonly text: string;
}

/** One complaint of the schema as words with a place. */
export function describeIssue(issue: z.core.$ZodIssue, source: YamlSource): Problem {
  const inner = deepestIssue(issue);
  const path = inner.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  if (inner.code === 'unrecognized_keys') return unknownKey(path, inner.keys, source);
  if (inner.code === 'invalid_key') {
    return unknownKey(path.slice(0, -1), [String(path.at(-1))], source);
  }
  const name = path.length === 0 ? 'the file' : pathText(path);
  return { place: nearestPlace(path, source), text: `${name}: ${complaint(inner)}` };
}

function complaint(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? `is missing; write ${KINDS[issue.expected] ?? issue.expected}`
        : `must be ${KINDS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    default:
      return issue.message;
  }
}

const KINDS: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'keys with values',
  record: 'keys with values',
  string: 'a text',
};

/** The issue of a union that got furthest, since that is the one the writer meant. */
function deepestIssue(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors.flat().toSorted((one, two) => two.path.length - one.path.length)[0];
  if (inner === undefined || inner.path.length === 0) return issue;
  return deepestIssue({ ...inner, path: [...issue.path, ...inner.path] });
}

function unknownKey(
  path: readonly (string | number)[],
  keys: readonly string[],
  source: YamlSource,
): Problem {
  const [key = ''] = keys;
  const known = knownKeys(path);
  const near = nearestWord(key, known);
  const place = path.length === 0 ? '' : ` in ${pathText(path)}`;
  const advice = near === null ? `known are ${known.join(', ')}` : `did you mean ${near}?`;
  return {
    place: source.placeOfKey(path, key) ?? nearestPlace(path, source),
    text: `unknown key ${JSON.stringify(key)}${place}; ${advice}`,
  };
}

/** Where a path stands, or the nearest thing around it that the file does name. */
function nearestPlace(path: readonly (string | number)[], source: YamlSource): TextPlace | null {
  for (let length = path.length; length >= 0; length -= 1) {
    const place = source.placeOf(path.slice(0, length));
    if (place !== null) return place;
  }
  return null;
}
