import { readFile } from 'node:fs/promises';
import {
  type VerifiedArtifact,
  type VerifyRequest,
  verifyWithKeys,
  verifyWithWorkspace,
} from '../approvals/verify-artifact.ts';
import { CredenceError } from '../core/error.ts';
import { PublicKey } from '../core/signing/public-key.ts';
import { visibleText } from '../core/visible-text.ts';
import { counted } from '../report/number-text.ts';
import { findProject } from '../workspace/workspace-paths.ts';
import { EXIT } from './exit-code.ts';
import { pathWithin } from './sign.ts';
import { inWorkspace, printResult } from './workspace-command.ts';
import type { WorkspaceFlags } from './workspace-options.ts';

export interface VerifyFlags extends WorkspaceFlags {
  readonly signature: string;
  readonly publicKey?: readonly string[] | undefined;
  readonly ignore?: readonly string[] | undefined;
  readonly allowUnsigned?: boolean | undefined;
}

/** `credence verify`: whether a folder or file is as it was signed, and by whom. */
export async function runVerify(path: string, flags: VerifyFlags): Promise<number> {
  const request: VerifyRequest = {
    path,
    bundle: await bytesOf(flags.signature),
    signaturePath: pathWithin(path, flags.signature),
    ignorePaths: flags.ignore ?? [],
    allowUnsigned: flags.allowUnsigned === true,
  };
  const { publicKey } = flags;
  if (publicKey === undefined && (flags.workspace ?? findProject(process.cwd())) === null)
    throw new CredenceError('USAGE', 'Say whose signature you trust.', {
      hint: 'Name the file of a public key with --public-key, or a workspace with --workspace.',
    });
  const verified =
    publicKey === undefined
      ? await inWorkspace(flags, ({ workspace }) => verifyWithWorkspace(workspace, request))
      : await verifyWithKeys(request, await Promise.all(publicKey.map(keyIn)));
  printResult(flags, { json: verified, text: verifiedText(verified, path) });
  return { verified: EXIT.pass, failed: EXIT.fail, inconclusive: EXIT.inconclusive }[
    verified.state
  ];
}

async function keyIn(file: string): Promise<PublicKey> {
  return PublicKey.fromPem((await bytesOf(file)).toString(), file);
}

async function bytesOf(file: string): Promise<Buffer> {
  return await readFile(file).catch((cause: unknown) => {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new CredenceError(
      missing ? 'FILE_NOT_FOUND' : 'FILE_UNREADABLE',
      `${visibleText(file)} cannot be read.`,
      { at: { file }, hint: 'Check that it is there and that you may read it.', cause },
    );
  });
}

function verifiedText(
  {
    state,
    problems,
    unchecked,
    verifiedFiles,
    uncovered,
    notes,
    signer,
    signedBy,
  }: VerifiedArtifact,
  path: string,
): string {
  const heads = { verified: 'VERIFIED', failed: 'FAILED', inconclusive: 'NOT DECIDED' };
  const key = signer?.method === 'key' ? `, signed by the key ${signer.key.slice(0, 16)}` : '';
  const who = signedBy === null ? '' : ` of ${visibleText(signedBy)}`;
  const left = [...uncovered.ignored, ...uncovered.unsigned, ...uncovered.hiddenBySignature];
  return [
    `${heads[state]}  ${visibleText(path)}: ${counted(verifiedFiles, 'file')} as signed${key}${who}`,
    ...problems.map((problem) => `    ${problem}`),
    ...unchecked.map((reason) => `    ${reason}`),
    ...left.map((file) => `    not covered: ${visibleText(file)}`),
    ...notes.map((note) => `    ${note}`),
  ].join('\n');
}
