import type { DatasetFacts } from '../facts/dataset-facts.ts';
import type { Relation } from './relationships.ts';
import { element, type SpdxElement, type SpdxNames, spdxHash } from './spdx-element.ts';

/** What one dataset adds to a document. */
export interface DatasetElements {
  readonly id: string;
  readonly elements: readonly SpdxElement[];
  readonly relations: readonly Relation[];
}

/**
 * A dataset under the Dataset profile of SPDX 3.0.1. `datasetType` is `noAssertion`: whether the data are
 * text or images is not among the facts.
 */
export function datasetElements(
  dataset: DatasetFacts,
  names: SpdxNames,
  licence: string,
): DatasetElements {
  const hex = dataset.version.slice('sha256:'.length);
  const id = names.id('dataset', hex);
  const publisher = names.id('publisher', hex);
  const files = dataset.files.map((file, index) =>
    element('software_File', names.id('file', `${hex}-${index + 1}`), {
      name: file.path,
      software_fileKind: 'file',
      software_primaryPurpose: 'data',
      verifiedUsing: [spdxHash(file.digest)],
    }),
  );
  return {
    id,
    elements: [
      element('Organization', publisher, { name: dataset.source.publisher }),
      element('dataset_DatasetPackage', id, packageMembers(dataset, publisher)),
      ...files,
    ],
    relations: [
      { from: id, type: 'contains', to: files.map(({ spdxId }) => String(spdxId)) },
      { from: id, type: 'hasDeclaredLicense', to: [licence] },
      { from: id, type: 'hasConcludedLicense', to: [licence] },
    ],
  };
}

function packageMembers(dataset: DatasetFacts, publisher: string): Record<string, unknown> {
  const { sensitiveData, transformation, source, description } = dataset;
  return {
    name: dataset.name,
    ...(description === undefined ? {} : { description }),
    verifiedUsing: [spdxHash(dataset.version)],
    builtTime: spdxTime(dataset.retrieved),
    releaseTime: spdxTime(dataset.retrieved),
    originatedBy: [publisher],
    suppliedBy: publisher,
    software_packageVersion: dataset.version,
    software_downloadLocation: source.uri,
    software_primaryPurpose: 'data',
    dataset_datasetType: ['noAssertion'],
    dataset_datasetSize: dataset.files.reduce((sum, { bytes }) => sum + bytes, 0),
    dataset_dataCollectionProcess: `Retrieved from ${source.name} at revision ${source.revision}, reviewed by ${dataset.reviewer.name}.`,
    dataset_intendedUse: dataset.role,
    ...(sensitiveData === undefined
      ? {}
      : { dataset_hasSensitivePersonalInformation: sensitiveData.length > 0 ? 'yes' : 'no' }),
    ...(transformation === undefined ? {} : { dataset_dataPreprocessing: [transformation.name] }),
  };
}

/** SPDX times have whole seconds (SPDX 3.0.1, DateTime). */
export function spdxTime(time: string): string {
  return time.replace(/\.\d+Z$/, 'Z');
}
