import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { CredenceError } from '../core/error.ts';
import { visibleText } from '../core/visible-text.ts';
import { LEARNING_APPROACHES, type ModelFacts } from '../statements/facts/model-facts.ts';

/** What people say of a model, and nothing can be measured of. */
export type ModelDetails = Omit<
  ModelFacts,
  'name' | 'version' | 'digest' | 'files' | 'created' | 'producer' | 'licence'
>;

const words = z.string().regex(/\S/, 'is empty');

const schema: z.ZodType<ModelDetails> = z.strictObject({
  description: words.optional(),
  uri: words.optional(),
  purl: z.string().startsWith('pkg:').optional(),
  approach: z.enum(LEARNING_APPROACHES).optional(),
  task: words.optional(),
  architectureFamily: words.optional(),
  architecture: words.optional(),
  inputs: z.array(words).optional(),
  outputs: z.array(words).optional(),
  useCases: z.array(words).optional(),
  limitations: z.array(words).optional(),
  metrics: z
    .array(
      z.strictObject({
        name: words,
        value: z.union([words, z.number().transform(String)]),
        slice: words.optional(),
        kind: z.enum(['security', 'performance']),
        interval: z.strictObject({ low: words, high: words }).optional(),
      }),
    )
    .optional(),
  modelCard: words.optional(),
});

/**
 * Reads what someone wrote down about a model, in YAML or JSON. Unknown members are errors.
 *
 * @throws CredenceError `FILE_UNREADABLE`, `CONFIG_INVALID`
 */
export async function readModelDetails(path: string): Promise<ModelDetails> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CredenceError('FILE_UNREADABLE', `${path} cannot be read.`, {
      at: { file: path },
      hint: 'Check that it is there and that you may read it.',
      cause,
    });
  });
  const read = schema.safeParse(parsed(text, path));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new CredenceError(
    'CONFIG_INVALID',
    visibleText(`${path}: ${issue?.path.join('.') || 'it'} ${issue?.message}.`),
    { at: { file: path }, hint: 'docs/runs.md lists what may be told of a model.' },
  );
}

function parsed(text: string, path: string): unknown {
  try {
    return parse(text, { schema: 'core', maxAliasCount: 100 });
  } catch (cause) {
    throw new CredenceError('CONFIG_INVALID', `${path} is neither YAML nor JSON.`, {
      at: { file: path },
      cause,
    });
  }
}
