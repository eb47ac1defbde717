import type { Digest } from '../../core/digest.ts';

/** Names by which parts of a bill refer to each other; made of digests, so that none collides. */
export const BOM_REF = {
  tool: 'tool',
  author: 'author',
  model: 'model',
  baseModel: 'base-model',
  tokenizer: 'tokenizer',
  trainer: 'trainer',
  code: 'code',
  image: 'image',
  operatingSystem: 'operating-system',
  run: 'run',
} as const;

export function datasetRef(version: Digest): string {
  return `dataset-${version.slice('sha256:'.length)}`;
}

/** The n-th of several things that have no digest of their own to be named by. */
export function numberedRef(kind: string, index: number): string {
  return `${kind}-${index + 1}`;
}
