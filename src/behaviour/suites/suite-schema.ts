import { z } from 'zod';
import type { ExpectedEffect } from './suite.ts';

/** An item as it is written, in the suite's file or on a line of a JSONL file beside it. */
export interface WrittenItem {
  readonly id: string;
  readonly text?: string | undefined;
  readonly fields?: Readonly<Record<string, string>> | undefined;
  readonly messages?: readonly { readonly role: string; readonly content: string }[] | undefined;
  readonly expected: string | null;
  readonly tags: readonly string[];
}

/** A suite as it is written: YAML data. Items stand in it, or in the file that it names. */
export interface WrittenSuite {
  readonly name: string;
  readonly seal?: string | undefined;
  readonly items: string | readonly WrittenItem[];
  readonly live: string | readonly WrittenItem[];
  readonly expect: readonly ExpectedEffect[];
}

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

export const itemSchema: z.ZodType<WrittenItem> = z
  .strictObject({
    id: scalar,
    text: z.string().optional(),
    fields: z.record(z.string(), z.union([scalar, z.null().transform(() => '')])).optional(),
    messages: z.array(z.strictObject({ role: z.string(), content: z.string() })).optional(),
    expected: z.union([scalar, z.null()]).default(null),
    tags: z.array(z.string()).default([]),
  })
  .refine(
    ({ text, fields, messages }) => [text, fields, messages].some((part) => part !== undefined),
    {
      message: 'an item needs text, fields or messages',
    },
  );

const items = z.union([z.string(), z.array(itemSchema)]);

const effect = z
  .strictObject({
    tag: z.string().optional(),
    answer: scalar.optional(),
    field: z.string().optional(),
    value: scalar.optional(),
    word: z.string().toLowerCase().optional(),
    reason: z.string().min(1),
  })
  .refine(({ field, value }) => (field === undefined) === (value === undefined), {
    message: 'field and value go together',
  })
  .refine(
    ({ tag, answer, field, word }) => [tag, answer, field, word].some((part) => part !== undefined),
    { message: 'say for which tag, answer, field and value, or word' },
  );

export const suiteSchema: z.ZodType<WrittenSuite> = z.strictObject({
  name: z.string(),
  seal: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/, 'must be sha256: and 64 hex digits')
    .optional(),
  items,
  live: items.default([]),
  expect: z.array(effect).default([]),
});
