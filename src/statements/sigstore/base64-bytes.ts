import { z } from 'zod';
import { bytesFromBase64 } from '../../core/signing/base64.ts';

/** Bytes that JSON carries in base64. */
export const base64BytesSchema: z.ZodType<Buffer> = z
  .string()
  .min(1)
  .transform((text, context) => {
    const bytes = bytesFromBase64(text, { urlSafe: true });
    if (bytes !== null) return bytes;
    context.addIssue({ code: 'custom', message: 'is not base64' });
    return z.NEVER;
  });

/** A count that protobuf's JSON writes as a string. */
export const countTextSchema: z.ZodType<number> = z
  .union([z.string().regex(/^\d{1,15}$/), z.int().min(0)])
  .transform(Number);
