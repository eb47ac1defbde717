import type { ArtifactFacts } from '../facts/artifact-facts.ts';
import type { LibraryFacts } from '../facts/run-environment.ts';
import type { Component } from './bom.ts';
import { bomHash } from './bom-hash.ts';
import { licenceChoice } from './licence.ts';

export interface ComponentKind {
  /** CycloneDX component type. */
  readonly type: string;
  readonly ref: string;
}

/** Something that went into a run, with its digest, address and licence where they are known. */
export function artifactComponent(
  { name, version, digest, uri, purl, licence }: ArtifactFacts | LibraryFacts,
  { type, ref }: ComponentKind,
): Component {
  return {
    type,
    'bom-ref': ref,
    name,
    version,
    hashes: digest === undefined ? undefined : [bomHash(digest)],
    licenses: licence === undefined ? undefined : [licenceChoice(licence)],
    purl,
    externalReferences: uri === undefined ? undefined : [{ type: 'distribution', url: uri }],
  };
}
