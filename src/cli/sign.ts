import { relative, resolve, sep } from 'node:path';
import { signArtifact, signWithKey } from '../approvals/sign-artifact.ts';
import { readPrivateKeyFile } from '../core/signing/private-key-file.ts';
import { visibleText } from '../core/visible-text.ts';
import { counted } from '../report/number-text.ts';
import { writeOutput } from '../report/write-output.ts';
import type { SignedDirectory } from '../statements/model-signing/sign-directory.ts';
import { inWorkspace, printResult } from './workspace-command.ts';
import type { WorkspaceFlags } from './workspace-options.ts';

export interface SignFlags extends WorkspaceFlags {
  readonly out: string;
  readonly key?: string | undefined;
  readonly ignore?: readonly string[] | undefined;
}

/** `credence sign`: signs a folder or file so that anybody with the public key can check it. */
export async function runSign(path: string, flags: SignFlags): Promise<void> {
  const request = {
    path,
    ignorePaths: flags.ignore ?? [],
    signaturePath: pathWithin(path, flags.out),
  };
  if (flags.key !== undefined) {
    const passphrase = process.env['CREDENCE_PASSPHRASE'];
    const signer = readPrivateKeyFile(flags.key, { passphrase });
    await finish(await signWithKey(request, signer), signer.publicKey.toPem(), flags);
    return;
  }
  await inWorkspace(flags, async ({ workspace, acting }) => {
    const identity = await acting();
    const signed = await signArtifact(workspace, request, identity);
    await finish(signed, identity.identity.publicKey, flags);
  });
}

/** Where a signature lies in the folder that it is over; undefined where it lies elsewhere. */
export function pathWithin(folder: string, file: string): string | undefined {
  const path = relative(resolve(folder), resolve(file)).split(sep).join('/');
  return path === '' || path.startsWith('../') || path.startsWith('/') ? undefined : path;
}

async function finish(
  { bundle, manifest, leftOut }: SignedDirectory,
  publicKey: string,
  flags: SignFlags,
): Promise<void> {
  await writeOutput(flags.out, bundle);
  const { rootDigest, resources } = manifest;
  printResult(flags, {
    json: { signature: flags.out, root: `sha256:${rootDigest}`, leftOut, publicKey },
    text: [
      `SIGNED  ${visibleText(manifest.name)}: ${counted(resources.length, 'file')}, root sha256:${rootDigest}`,
      `    signature in ${visibleText(flags.out)}`,
      ...leftOut.map((left) => `    not signed: ${visibleText(left)}`),
      'Others verify it with this public key:',
      publicKey.trim(),
    ].join('\n'),
  });
}
