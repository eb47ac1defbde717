import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CredenceError } from '../../../src/core/error.ts';
import { KeyPair } from '../../../src/core/signing/key-pair.ts';
import { ONE_FILE } from '../../../src/statements/model-signing/folder-reader.ts';
import { signDirectory } from '../../../src/statements/model-signing/sign-directory.ts';
import {
  parseSignedManifest,
  rootDigest,
  type SignedManifest,
  type SignedResource,
} from '../../../src/statements/model-signing/signed-manifest.ts';
import type { ConformanceCheck } from '../suite.ts';
import { MemoryFolder } from './memory-folder.ts';

const TEXT = 'This is file';
const KNOWN = 'This is a simple model';

/** The models that the reference implementation's own tests make, by the names of its golden files. */
const MODELS: Readonly<Record<string, MemoryFolder>> = {
  sample_model_folder: memory('sample_model', [
    ...[0, 1].flatMap((d) =>
      [0, 1, 2].map((f) => [`d${d}/f${d}${f}`, `${TEXT} f${d}${f} in d${d}.`] as const),
    ),
    ...[0, 1, 2, 3].map((f) => [`f${f}`, `${TEXT} f${f} in root.`] as const),
  ]),
  deep_model_folder: memory(
    'deep_model',
    [0, 1, 2, 3].map((f) => [`d0/d1/d2/d3/d4/f${f}`, `${TEXT} f${f}.`] as const),
  ),
  sample_model_file: memory('file_model', [[ONE_FILE, KNOWN]]),
  empty_model_file: memory('empty_file_model', [[ONE_FILE, '']]),
  symlink_model_folder: memory('symlink_model', [['symlink_file', KNOWN]]),
  model_folder_with_empty_file: memory('empty_file_inside_model', [['empty_file', '']]),
  empty_model_folder: memory('empty_folder_model', []),
};

/** How files are cut, and under which names the reference implementation keeps what came of it. */
interface Cut {
  readonly shardBytes: number | undefined;
  readonly payload: string;
  readonly list: { readonly folder: string; readonly suffix: string };
}

const CUTS: readonly Cut[] = [
  { shardBytes: undefined, payload: '', list: { folder: 'file', suffix: '' } },
  { shardBytes: 1_000_000_000, payload: '_shard', list: { folder: 'file_shard', suffix: '' } },
  {
    shardBytes: 8,
    payload: '_small_shards',
    list: { folder: 'file_shard', suffix: '_small_shards' },
  },
];

/** What is written for known folders: resources and root digest as the reference implementation has them. */
export async function goldenChecks(corpus: string): Promise<readonly ConformanceCheck[]> {
  const checks: ConformanceCheck[] = [];
  for (const [model, reader] of Object.entries(MODELS)) {
    for (const { shardBytes, payload, list } of CUTS) {
      const name = `${model}${payload}`;
      const golden = parseSignedManifest(
        readFileSync(join(corpus, 'tests/_signing/testdata/signing/TestPayload', name)),
      );
      const consistent = rootDigest(golden.resources) === golden.rootDigest;
      const lists = join(corpus, 'tests/_serialization/testdata', list.folder, 'TestSerializer');
      const listed = listedResources(join(lists, `${model}${list.suffix}`));
      const check = await compared(reader, shardBytes, [golden.resources, listed]);
      checks.push({ name, ...check, outcome: consistent ? check.outcome : 'differs' });
    }
  }
  return checks;
}

/** One resource a line: name, colon, digest. */
function listedResources(path: string): readonly SignedResource[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const end = line.lastIndexOf(':');
      return { name: line.slice(0, end), digest: line.slice(end + 1) };
    });
}

async function compared(
  folder: MemoryFolder,
  shardBytes: number | undefined,
  goldens: readonly (readonly SignedResource[])[],
): Promise<Omit<ConformanceCheck, 'name'>> {
  let ours: SignedManifest;
  try {
    const signer = KeyPair.generate('ecdsa-p256');
    ({ manifest: ours } = await signDirectory(folder, signer, { shardBytes }));
  } catch (error) {
    // The specification (§6.1) refuses to sign nothing; the reference implementation does not.
    const empty = error instanceof CredenceError && error.code === 'DATA_EMPTY';
    if (!empty || goldens.some((golden) => golden.length > 0)) throw error;
    return { outcome: 'same', detail: 'nothing to sign, refused as the specification says' };
  }
  const digests = new Map(ours.resources.map(({ name, digest }) => [name, digest]));
  const same = goldens.every(
    (golden) =>
      golden.length === digests.size &&
      golden.every(({ name, digest }) => digests.get(ownName(name, folder)) === digest),
  );
  const detail = `${digests.size} resources, ${goldens.length} golden files`;
  return { outcome: same ? 'same' : 'differs', detail };
}

/** The reference implementation calls a file that is signed alone `.`, the specification by its name. */
function ownName(name: string, folder: MemoryFolder): string {
  return name === ONE_FILE || name.startsWith(`${ONE_FILE}:`)
    ? `${folder.name}${name.slice(1)}`
    : name;
}

function memory(name: string, files: readonly (readonly [string, string])[]): MemoryFolder {
  return new MemoryFolder(name, new Map(files.map(([path, text]) => [path, Buffer.from(text)])));
}
