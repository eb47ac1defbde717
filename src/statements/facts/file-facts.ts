import { z } from 'zod';
import type { Digest } from '../../core/digest.ts';
import { relativePathSchema } from '../relative-path.ts';
import { digestSchema } from '../scalars.ts';

/** One file, as it was measured. */
export interface FileFacts {
  /** Relative to what it belongs to, with `/` between folders. */
  readonly path: string;
  readonly digest: Digest;
  readonly bytes: number;
}

const fileFactsSchema: z.ZodType<FileFacts> = z.object({
  path: relativePathSchema,
  digest: digestSchema,
  bytes: z.int().min(0),
});

/** Files of one thing; no path twice. */
export const filesSchema: z.ZodType<readonly FileFacts[]> = z
  .array(fileFactsSchema)
  .refine((files) => new Set(files.map(({ path }) => path)).size === files.length, {
    error: 'names a path twice',
  });
