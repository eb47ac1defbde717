import type { Digest } from '../../core/digest.ts';

/** Elements of SPDX 3.0.1 as its JSON-LD context names them. */
export interface SpdxElement {
  readonly type: string;
  readonly [member: string]: unknown;
}

export interface SpdxDocument {
  readonly '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld';
  readonly '@graph': readonly SpdxElement[];
}

/** The one set of facts about who made the document, to which every element refers. */
export const CREATION = '_:creation';

/** Names of elements: unique to one document. */
export interface SpdxNames {
  id(kind: string, name?: string | number): string;
}

/** Names under an address made of a digest, so that the same facts give the same names. */
export function spdxNames(digest: Digest): SpdxNames {
  const base = `urn:credence:spdx:${digest.slice('sha256:'.length)}`;
  return {
    id: (kind, name) => (name === undefined ? `${base}#${kind}` : `${base}#${kind}-${name}`),
  };
}

/** An element with a name of its own. */
export function element(
  type: string,
  spdxId: string,
  members: Readonly<Record<string, unknown>>,
): SpdxElement {
  return { type, spdxId, creationInfo: CREATION, ...members };
}

export function spdxHash(digest: Digest): SpdxElement {
  return { type: 'Hash', algorithm: 'sha256', hashValue: digest.slice('sha256:'.length) };
}
