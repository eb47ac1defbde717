import { z } from 'zod';
import type { Digest } from '../core/digest.ts';

// The pattern proves what the brand promises; zod has no way to say so in a type.
/** `sha256:` and 64 lower-case hexadecimal digits. */
export const digestSchema: z.ZodType<Digest> = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, 'is not a SHA-256 digest') as unknown as z.ZodType<Digest>;

/** RFC 3339 in UTC, as every time that leaves the house. */
export const utcTimeSchema: z.ZodType<string> = z.iso.datetime({
  error: 'is not a time in RFC 3339, UTC',
});

/** Text that says something. */
export const wordsSchema: z.ZodType<string> = z.string().regex(/\S/, 'is empty');

/** What a table of settings may hold. */
export type Setting = string | number | boolean | null;

export const settingsSchema: z.ZodType<Readonly<Record<string, Setting>>> = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null()]),
);
