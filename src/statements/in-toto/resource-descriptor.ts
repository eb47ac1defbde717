import { z } from 'zod';
import type { Digest } from '../../core/digest.ts';

/** Digests of one artifact by algorithm, in hexadecimal (in-toto Attestation v1, DigestSet). */
export type DigestSet = Readonly<Record<string, string>>;

/** An artifact by what is known of it (in-toto Attestation v1, ResourceDescriptor). */
export interface ResourceDescriptor {
  readonly name?: string | undefined;
  readonly uri?: string | undefined;
  readonly digest?: DigestSet | undefined;
  /** Bytes in base64. */
  readonly content?: string | undefined;
  readonly downloadLocation?: string | undefined;
  readonly mediaType?: string | undefined;
  readonly annotations?: Readonly<Record<string, unknown>> | undefined;
}

/** A SHA-256 digest is 64 lower-case digits; of other algorithms only the alphabet is known. */
const digestSetSchema: z.ZodType<DigestSet> = z
  .record(z.string().min(1), z.string().min(1))
  .refine((set) => Object.keys(set).length > 0, 'names no digest')
  .refine(
    ({ sha256 }) => sha256 === undefined || /^[0-9a-f]{64}$/.test(sha256),
    'has a sha256 that is not 64 lower-case hexadecimal digits',
  );

const members = {
  name: z.string().optional(),
  uri: z.string().optional(),
  digest: digestSetSchema.optional(),
  content: z.base64().optional(),
  downloadLocation: z.string().optional(),
  mediaType: z.string().optional(),
  annotations: z.record(z.string(), z.unknown()).optional(),
};

/** One of `uri`, `digest` and `content` must be there (ResourceDescriptor, Fields). */
export const resourceDescriptorSchema: z.ZodType<ResourceDescriptor> = z
  .object(members)
  .refine(
    ({ uri, digest, content }) => (uri ?? digest ?? content) !== undefined,
    'has neither uri nor digest nor content',
  );

/** A descriptor with a digest: all that may be matched. */
export interface Subject extends ResourceDescriptor {
  readonly digest: DigestSet;
}

export const subjectSchema: z.ZodType<Subject> = z.object({ ...members, digest: digestSetSchema });

/** The descriptor of something by its SHA-256 digest. */
export function descriptorOf(
  digest: Digest,
  more: Omit<ResourceDescriptor, 'digest'> = {},
): Subject {
  return { ...more, digest: { sha256: digest.slice('sha256:'.length) } };
}

/** Whether a descriptor names this content. Names and addresses do not count. */
export function describes(descriptor: ResourceDescriptor, digest: Digest): boolean {
  return descriptor.digest?.['sha256'] === digest.slice('sha256:'.length);
}
