import { posix } from 'node:path';
import type { Finding } from '../findings/finding.ts';
import type { DatasetSummary } from '../findings/scan-report.ts';
import { encodeSegments, fileUri } from './file-uri.ts';

const MOST_LOCATIONS = 10;

/** The files of a dataset as SARIF artifacts (§3.24), with their digests. */
export function sarifArtifacts(dataset: DatasetSummary): readonly object[] {
  return dataset.files.map((file) => ({
    location: { uri: fileUri(file.path) },
    length: file.bytes,
    hashes: { 'sha-256': file.digest.replace('sha256:', '') },
    properties: { format: file.format },
  }));
}

/**
 * Where the first records of a finding are. A position counts records, not lines, so no line is
 * named; of a dataset in several files only the folder that holds them all is known.
 */
export function sarifLocations(finding: Finding, dataset: DatasetSummary): readonly object[] {
  const physicalLocation = { artifactLocation: { uri: datasetUri(dataset) } };
  const first = finding.records.first.slice(0, MOST_LOCATIONS);
  if (first.length === 0) return [{ physicalLocation }];
  return first.map(({ position, digest }) => ({
    physicalLocation,
    logicalLocations: [{ fullyQualifiedName: `records/${position}`, kind: 'element' }],
    properties: { position, digest },
  }));
}

function datasetUri(dataset: DatasetSummary): string {
  const [first, ...others] = dataset.files.map(({ path }) => fileUri(path));
  if (first === undefined) return encodeSegments(dataset.name);
  if (others.length === 0) return first;
  let folder = posix.dirname(first);
  while (folder !== '.' && folder !== '/' && !others.every((uri) => uri.startsWith(`${folder}/`))) {
    folder = posix.dirname(folder);
  }
  return `${folder}/`;
}
