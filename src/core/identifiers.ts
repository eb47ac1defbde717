import type { Digest } from './digest.ts';

declare const identifierBrand: unique symbol;

interface Branded<Kind extends string> {
  readonly [identifierBrand]: { readonly [Key in Kind]: true };
}

/** Digest of the canonical JSON of a dataset's manifest: same content and history, same id. */
export type DatasetVersionId = Digest & Branded<'DatasetVersionId'>;

/** Digest that stands for all files of a model together. */
export type ModelVersionId = Digest & Branded<'ModelVersionId'>;

/** A name that people give: a letter or digit, then letters, digits, `.`, `_` and `-`, at most 100. */
export type Name = string & Branded<'Name'>;

export type SourceName = Name & Branded<'SourceName'>;
export type DatasetName = Name & Branded<'DatasetName'>;
export type ModelName = Name & Branded<'ModelName'>;
export type TagName = Name & Branded<'TagName'>;

/** One person or one service account through all the keys it ever held; never used twice. */
export type PrincipalId = string & Branded<'PrincipalId'>;

export type RetrievalId = string & Branded<'RetrievalId'>;
export type RunId = string & Branded<'RunId'>;

/** Anything that stands in the graph of lineage, as `kind:id`. */
export type NodeId = string & Branded<'NodeId'>;

export type NodeKind = 'source' | 'retrieval' | 'version' | 'run' | 'model';

/** The name of one thing of a kind in the graph of lineage. */
export function nodeId(kind: NodeKind, id: string): NodeId {
  return `${kind}:${id}` as NodeId;
}
