import { z } from 'zod';

/** A repository at a revision, as `/api/{kind}/{id}/revision/{revision}` tells it. */
export interface HubInfo {
  /** Of this record of the repository: another one that takes its name has another. */
  readonly _id: string;
  readonly id: string;
  readonly sha: string;
  readonly lastModified?: string | undefined;
  readonly downloads?: number | undefined;
  readonly cardData?:
    | { readonly license?: string | readonly string[] | undefined }
    | null
    | undefined;
}

export interface HubFile {
  readonly type: string;
  /** SHA-1 of the git object: of a pointer, where `lfs` is there. */
  readonly oid: string;
  readonly size: number;
  readonly path: string;
  /** SHA-256 and size of the content that a pointer stands for. */
  readonly lfs?: { readonly oid: string; readonly size: number } | undefined;
  readonly securityFileStatus?: { readonly status: string } | null | undefined;
}

export interface HubCommit {
  readonly id: string;
  readonly title: string;
  readonly date: string;
  readonly authors: readonly { readonly user: string }[];
}

/** Names that point at commits, and can be moved. */
export interface HubRefs {
  readonly tags: readonly { readonly name: string; readonly targetCommit: string }[];
}

/** An organisation or a person. */
export interface HubOwner {
  readonly _id?: string | undefined;
  readonly createdAt?: string | undefined;
  readonly isVerified?: boolean | undefined;
}

const ID = z.string().max(200);
const TIME = z.string().max(64);
const SHA1 = z.string().regex(/^[0-9a-f]{40}$/);
const SHA256 = z.string().regex(/^[0-9a-f]{64}$/);
const SIZE = z.number().int().nonnegative();

export const HUB_INFO: z.ZodType<HubInfo> = z.object({
  _id: ID,
  id: ID,
  sha: SHA1,
  lastModified: TIME.optional(),
  downloads: z.number().optional(),
  // Cards are free text that anybody with write access fills in; one that is odd is no card.
  cardData: z
    .object({ license: z.union([z.string(), z.array(z.string())]).optional() })
    .nullish()
    .catch(undefined),
});

export const HUB_FILES: z.ZodType<readonly HubFile[]> = z.array(
  z.object({
    type: z.string(),
    oid: z.string(),
    size: SIZE,
    path: z.string(),
    lfs: z.object({ oid: SHA256, size: SIZE }).optional(),
    securityFileStatus: z.object({ status: z.string().max(64) }).nullish(),
  }),
);

export const HUB_COMMITS: z.ZodType<readonly HubCommit[]> = z.array(
  z.object({
    id: SHA1,
    title: z.string(),
    date: TIME,
    authors: z.array(z.object({ user: z.string().max(200) })),
  }),
);

export const HUB_REFS: z.ZodType<HubRefs> = z.object({
  tags: z.array(z.object({ name: z.string().max(256), targetCommit: SHA1 })).max(10_000),
});

export const HUB_OWNER: z.ZodType<HubOwner> = z.object({
  _id: ID.optional(),
  createdAt: TIME.optional(),
  isVerified: z.boolean().optional(),
});
