import { type DatasetFacts, datasetFactsSchema } from '../facts/dataset-facts.ts';
import type { FileFacts } from '../facts/file-facts.ts';
import { requireFacts } from '../facts/require-facts.ts';
import { CROISSANT_CONTEXT } from './croissant-context.ts';

/** A dataset as Croissant 1.1 describes it, in JSON-LD. */
export interface CroissantDataset {
  readonly '@context': Readonly<Record<string, unknown>>;
  readonly '@type': 'sc:Dataset';
  readonly conformsTo: 'http://mlcommons.org/croissant/1.1';
  readonly name: string;
  readonly description: string;
  readonly license: string;
  readonly url: string;
  readonly creator: { readonly '@type': string; readonly name: string };
  readonly datePublished: string;
  readonly version: string;
  readonly distribution: readonly CroissantFile[];
  readonly [member: string]: unknown;
}

export interface CroissantFile {
  readonly '@type': 'cr:FileObject';
  readonly '@id': string;
  readonly name: string;
  readonly contentUrl: string;
  readonly contentSize: string;
  readonly encodingFormat: string;
  readonly sha256: string;
}

/**
 * One dataset version as Croissant 1.1. Every file is named with its SHA-256: a Croissant `FileSet` has
 * no hash and is never written. Where it came from is told in PROV-O.
 *
 * @throws CredenceError `DATA_MALFORMED` naming every fact that is missing
 */
export function croissantDataset(facts: DatasetFacts): CroissantDataset {
  const dataset = requireFacts(datasetFactsSchema, facts, 'the Croissant description');
  const { name, source, description, retrieved, parents = [] } = dataset;
  return {
    '@context': CROISSANT_CONTEXT,
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.1',
    name,
    description: description ?? `${name}, from ${source.name}`,
    license: dataset.licence,
    url: source.uri,
    creator: { '@type': 'sc:Organization', name: source.publisher },
    datePublished: retrieved,
    version: dataset.version,
    distribution: dataset.files.map(fileObject),
    'prov:wasDerivedFrom': [
      { '@id': source.uri, 'prov:label': `revision ${source.revision}` },
      ...parents.map((parent) => ({ '@id': parent.version, 'prov:label': parent.name })),
    ],
    'prov:wasAttributedTo': { 'prov:label': dataset.owner },
  };
}

function fileObject({ path, digest, bytes }: FileFacts): CroissantFile {
  return {
    '@type': 'cr:FileObject',
    '@id': path,
    name: path,
    contentUrl: path,
    contentSize: `${bytes} B`,
    encodingFormat: encodingFormat(path),
    sha256: digest.slice('sha256:'.length),
  };
}

const FORMATS: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  json: 'application/json',
  jsonl: 'application/jsonlines',
  ndjson: 'application/jsonlines',
  parquet: 'application/vnd.apache.parquet',
  arrow: 'application/vnd.apache.arrow.file',
  txt: 'text/plain',
  gz: 'application/gzip',
  zip: 'application/zip',
  tar: 'application/x-tar',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
};

/** By the name alone: what a file holds is looked at elsewhere. */
function encodingFormat(path: string): string {
  const extension = /\.([A-Za-z0-9]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  return FORMATS[extension] ?? 'application/octet-stream';
}
