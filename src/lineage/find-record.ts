import { type Digest, digestFromBytes } from '../core/digest.ts';
import { CredenceError } from '../core/error.ts';
import { visibleText } from '../core/visible-text.ts';
import type { VersionRow } from '../registry/rows/versions.ts';
import { type DatasetManifest, decodeManifest } from '../vault/dataset-manifest.ts';
import { resolveVersion } from '../workspace/versions/resolve-version.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** A version that holds a record, and where in it. */
export interface HoldingVersion {
  readonly version: VersionRow;
  /** How often it is there. */
  readonly count: number;
  /** The first rows that are it, from 1. */
  readonly rows: readonly number[];
}

export interface FoundRecord {
  readonly digest: Digest;
  readonly versions: readonly HoldingVersion[];
}

const DIGEST_BYTES = 32;
const ROWS_SHOWN = 10;
const LARGEST_MANIFEST = 256 * 1024 * 1024;

/**
 * Every version that holds a record, by what the versions commit to: no data are read.
 *
 * @param reference digest of the record, or `dataset@version:row` with the row from 1
 * @throws CredenceError `USAGE`, `NOT_FOUND`; as `resolveVersion`; `INTEGRITY_FAILED`
 */
export async function findRecord(workspace: Workspace, reference: string): Promise<FoundRecord> {
  const digest = await digestOfReference(workspace, reference);
  const wanted = Buffer.from(digest.slice('sha256:'.length), 'hex');
  const versions: HoldingVersion[] = [];
  // Versions that were rolled back to share their list of digests; each list is read once.
  const read = new Map<Digest, Omit<HoldingVersion, 'version'>>();
  for (const version of await workspace.read.versions.list()) {
    const { records } = await manifestOf(workspace, version);
    if (records === null) continue;
    const found = read.get(records.digests) ?? (await rowsOf(workspace, records.digests, wanted));
    read.set(records.digests, found);
    if (found.count > 0) versions.push({ version, ...found });
  }
  if (versions.length > 0) return { digest, versions };
  throw new CredenceError('NOT_FOUND', `No version holds the record ${digest}.`, {
    hint: 'Reports of scans and credence dataset diff show the digests of records.',
  });
}

async function digestOfReference(workspace: Workspace, reference: string): Promise<Digest> {
  const hex = /^(?:sha256:)?([0-9a-f]{64})$/i.exec(reference)?.[1];
  if (hex !== undefined) return `sha256:${hex.toLowerCase()}` as Digest;
  const [, named, digits] = /^(.+@.+):([1-9][0-9]{0,15})$/.exec(reference) ?? [];
  if (named === undefined || digits === undefined)
    throw new CredenceError('USAGE', `${visibleText(reference)} names no record.`, {
      hint: 'Give its digest (sha256:…), or DATASET@VERSION:ROW with the row from 1.',
    });
  const { read: tables, vault } = workspace;
  const { manifest } = await resolveVersion({ tables, vault }, named);
  const { records } = manifest;
  const row = Number(digits);
  if (records === null || row > records.count)
    throw new CredenceError('NOT_FOUND', `${visibleText(named)} has no row ${row}.`, {
      hint:
        records === null
          ? 'The version does not consist of records.'
          : `It has ${records.count} rows.`,
    });
  let before = 0;
  let found: Digest | null = null;
  const at = (row - 1) * DIGEST_BYTES;
  // The vault vouches for the pieces only at the end, so all of them are read.
  for await (const piece of joined(vault.read(records.digests))) {
    if (at >= before && at < before + piece.length)
      found = digestFromBytes(piece.subarray(at - before, at - before + DIGEST_BYTES));
    before += piece.length;
  }
  if (found !== null) return found;
  throw new CredenceError('INTEGRITY_FAILED', 'The digests of the records end too early.', {
    hint: 'Restore the workspace from a backup with `credence restore`.',
  });
}

async function manifestOf({ vault }: Workspace, { id }: VersionRow): Promise<DatasetManifest> {
  return decodeManifest(await vault.bytes(id, LARGEST_MANIFEST), id);
}

async function rowsOf(
  { vault }: Workspace,
  digests: Digest,
  wanted: Buffer,
): Promise<Omit<HoldingVersion, 'version'>> {
  const rows: number[] = [];
  let count = 0;
  let before = 0;
  for await (const piece of joined(vault.read(digests))) {
    for (let at = piece.indexOf(wanted); at >= 0; at = piece.indexOf(wanted, at + 1)) {
      if (at % DIGEST_BYTES !== 0) continue;
      count += 1;
      if (rows.length < ROWS_SHOWN) rows.push((before + at) / DIGEST_BYTES + 1);
    }
    before += piece.length;
  }
  return { count, rows };
}

/** Pieces that end where a digest ends. */
async function* joined(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const piece of pieces) {
    const all = Buffer.concat([rest, piece]);
    const whole = all.length - (all.length % DIGEST_BYTES);
    yield all.subarray(0, whole);
    rest = Buffer.from(all.subarray(whole));
  }
}
