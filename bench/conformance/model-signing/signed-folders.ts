import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openFolder } from '../../../src/statements/model-signing/disk-folder.ts';
import {
  type FolderReader,
  ONE_FILE,
} from '../../../src/statements/model-signing/folder-reader.ts';
import {
  type DirectoryVerification,
  verifyDirectory,
} from '../../../src/statements/model-signing/verify-directory.ts';
import type { ConformanceCheck } from '../suite.ts';
import { alteredFolder } from './altered-folder.ts';
import { type SigningMethod, vectorTrust } from './vector-trust.ts';

const METHODS: readonly (readonly [RegExp, SigningMethod])[] = [
  [/-elliptic-key$/, 'key'],
  [/-certificate$/, 'certificate'],
  [/-sigstore$/, 'sigstore'],
];

/** Folders that each released version signed: verified as they are, refused with one byte changed. */
export async function signedFolderChecks(corpus: string): Promise<readonly ConformanceCheck[]> {
  const tests = join(corpus, 'scripts/tests');
  const checks: ConformanceCheck[] = [];
  for (const name of globSync('v*-*', { cwd: tests }).sort()) {
    const method = METHODS.find(([pattern]) => pattern.test(name))?.[1];
    if (method === undefined) continue;
    const folder = await openFolder(modelIn(join(tests, name)));
    const verify = async (reader: FolderReader): Promise<DirectoryVerification> =>
      await verifyDirectory(reader, readFileSync(join(tests, name, 'model.sig')), {
        trust: vectorTrust(corpus, method),
        signaturePath: 'model.sig',
        ignorePaths: ['ignore-me'],
      });
    const altered = isOneFile(join(tests, name)) ? ONE_FILE : 'signme-1';
    checks.push(check(name, await verify(folder), 'verified'));
    checks.push(check(`${name}, altered`, await verify(alteredFolder(folder, altered)), 'failed'));
  }
  return checks;
}

/** Bundles of the specification: valid ones over the folders of the reference implementation. */
export async function specificationChecks(
  corpus: string,
  specification: string,
): Promise<readonly ConformanceCheck[]> {
  const vectors = join(specification, 'test-vectors/v1.0');
  const checks: ConformanceCheck[] = [];
  for (const name of globSync('*/*.bundle.json', { cwd: vectors }).sort()) {
    const method = ['certificate', 'sigstore'].find((one) => name.endsWith(`${one}.bundle.json`));
    const trusted = method === 'certificate' || method === 'sigstore' ? method : 'key';
    const model = trusted === 'sigstore' ? 'v1.1.0-sigstore' : 'v1.1.0-elliptic-key';
    const verification = await verifyDirectory(
      await openFolder(join(corpus, 'scripts/tests', model)),
      readFileSync(join(vectors, name)),
      {
        trust: vectorTrust(corpus, trusted),
        signaturePath: 'model.sig',
        ignorePaths: ['ignore-me'],
      },
    );
    checks.push(check(name, verification, name.startsWith('valid/') ? 'verified' : 'failed'));
  }
  return checks;
}

function check(
  name: string,
  { state, problems, unchecked }: DirectoryVerification,
  expected: DirectoryVerification['state'],
): ConformanceCheck {
  return {
    name,
    outcome: state === expected ? 'same' : 'differs',
    detail: [state, ...problems, ...unchecked].join(' '),
  };
}

/** Early key vectors sign one file, not its folder. */
function isOneFile(folder: string): boolean {
  return folder.endsWith('-elliptic-key') && !existsSync(join(folder, 'signme-2'));
}

function modelIn(folder: string): string {
  return isOneFile(folder) ? join(folder, 'signme-1') : folder;
}
