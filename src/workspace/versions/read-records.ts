import { CredenceError } from '../../core/error.ts';
import { digestBatch } from '../../records/record-digest.ts';
import type { ManifestColumn } from '../../vault/dataset-manifest.ts';
import type { ObjectStore } from '../../vault/object-store.ts';
import { commitRecords, type RecordCommitment } from '../../vault/record-commitment.ts';
import { assertRead, holdsRecords, openRecords, type RecordFile } from './record-files.ts';

export interface KnownRecords {
  readonly records: RecordCommitment | null;
  readonly schema: readonly ManifestColumn[];
  /** Why nothing is known of records, where that is so. */
  readonly why: string | null;
}

/**
 * Commits to the records of a version, where its files hold some. Files that hold none, such as a page
 * about the data, take no part; a version of images or weights has no records.
 *
 * @param files in the order of their paths
 */
export async function readRecords(
  files: readonly RecordFile[],
  {
    vault,
    scratch,
    signal,
  }: {
    readonly vault: ObjectStore;
    readonly scratch: string;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<KnownRecords> {
  const data = files.filter(holdsRecords);
  if (data.length === 0) return { records: null, schema: [], why: 'no file holds records' };
  try {
    await using opened = await openRecords(data, { scratch, signal });
    const { source } = opened;
    const { schema } = source;
    async function* digests(): AsyncGenerator<Uint8Array> {
      for await (const batch of source.batches()) yield digestBatch(schema, batch);
    }
    const records = await commitRecords(digests(), vault);
    assertRead(source, data);
    const bad = source.outcome().badRowCount;
    return {
      records,
      schema: schema.columns.map(({ name, type, list }) => ({ name, type, list })),
      why: bad === 0 ? null : `${bad} rows could not be read and are in no record`,
    };
  } catch (error) {
    // Files that are no table are a fact about the version; what the disk or the user did is not.
    if (error instanceof CredenceError && error.code.startsWith('DATA_'))
      return { records: null, schema: [], why: error.message };
    throw error;
  }
}
