import type { DatasetFacts } from '../facts/dataset-facts.ts';
import type { FileFacts } from '../facts/file-facts.ts';
import type { Component, ComponentData, Pedigree } from './bom.ts';
import { bomHash } from './bom-hash.ts';
import { datasetRef } from './bom-refs.ts';
import { licenceChoice } from './licence.ts';
import { parameter, property } from './settings.ts';

/**
 * A dataset as a component: CycloneDX has no hash for datasets within a model card, so the hash stands
 * on a component of type `data`, and its files in it.
 */
export function datasetComponent(dataset: DatasetFacts): Component {
  const { name, version, description, source, retrieved, reviewer } = dataset;
  const ref = datasetRef(version);
  return {
    type: 'data',
    'bom-ref': ref,
    name,
    version,
    description,
    supplier: { name: source.publisher },
    hashes: [bomHash(version)],
    licenses: [licenceChoice(dataset.licence)],
    externalReferences: [
      { type: 'source-distribution', url: source.uri, comment: `revision ${source.revision}` },
    ],
    properties: [
      ...property('role', dataset.role),
      ...property('source', source.name),
      ...property('source-revision', source.revision),
      ...property('trust-tier', source.trustTier),
      ...property('retrieved', retrieved),
      ...property('reviewer', reviewer.name),
      ...property('reviewer-key', reviewer.key),
      ...property('record-root', dataset.recordRoot),
    ],
    data: [dataOf(dataset)],
    pedigree: pedigreeOf(dataset),
    components: dataset.files.map((file, index) => fileComponent(file, `${ref}-file-${index + 1}`)),
  };
}

/** A file with its hash and size. */
export function fileComponent({ path, digest, bytes }: FileFacts, ref: string): Component {
  return {
    type: 'file',
    'bom-ref': ref,
    name: path,
    hashes: [bomHash(digest)],
    properties: property('bytes', bytes),
  };
}

function dataOf(dataset: DatasetFacts): ComponentData {
  const { name, description, source, records, columns = [], labels = {}, owner } = dataset;
  return {
    type: 'dataset',
    name,
    description,
    contents: {
      url: source.uri,
      properties: [
        ...property('records', records),
        ...columns.flatMap((column) => property(`column:${column.name}`, column.type)),
        ...Object.entries(labels).flatMap(([label, count]) => property(`label:${label}`, count)),
      ],
    },
    classification: dataset.classification,
    sensitiveData: dataset.sensitiveData,
    governance: {
      owners: [{ organization: { name: owner } }],
      stewards: [{ contact: { name: dataset.reviewer.name } }],
    },
  };
}

function pedigreeOf({ version, parents = [], transformation }: DatasetFacts): Pedigree | undefined {
  if (parents.length === 0 && transformation === undefined) return undefined;
  return {
    ancestors: parents.map((parent, index) => ({
      type: 'data',
      'bom-ref': `${datasetRef(version)}-parent-${index + 1}`,
      name: parent.name,
      version: parent.version,
      hashes: [bomHash(parent.version)],
    })),
    notes: transformation === undefined ? undefined : transformationNote(transformation),
  };
}

function transformationNote(transformation: NonNullable<DatasetFacts['transformation']>): string {
  const { name, code, parameters } = transformation;
  const settings = Object.entries(parameters)
    .map(([key, value]) => parameter(key, value))
    .map(({ name: key, value }) => `${key}=${value}`);
  return [name, ...(code === undefined ? [] : [`code ${code}`]), ...settings].join('; ');
}
