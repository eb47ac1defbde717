import { readFile } from 'node:fs/promises';
import { CredenceError } from '../../core/error.ts';
import type { PrincipalId } from '../../core/identifiers.ts';
import { PublicKey } from '../../core/signing/public-key.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { Tables } from '../../registry/tables.ts';
import { newIdentity } from '../../workspace/identities/new-identity.ts';
import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';
import { identityText } from './identity-text.ts';

export interface IdentityNewFlags extends WorkspaceFlags {
  readonly service?: boolean | undefined;
  readonly owner?: string | undefined;
  readonly role?: readonly string[] | undefined;
  readonly group?: readonly string[] | undefined;
  readonly scope?: readonly string[] | undefined;
  readonly expires?: string | undefined;
  readonly publicKey?: string | undefined;
}

/** `credence identity new`: makes a person or a service account known. An owner signs it. */
export async function runIdentityNew(name: string, flags: IdentityNewFlags): Promise<void> {
  await inWorkspace(flags, async ({ workspace, acting }) => {
    const { identity: by } = await acting();
    const publicKey =
      flags.publicKey === undefined
        ? workspace.keys.generate().publicKey
        : await readPublicKey(flags.publicKey);
    const { value } = await newIdentity(
      workspace,
      {
        name,
        kind: flags.service === true ? 'service' : 'person',
        publicKey,
        roles: flags.role ?? [],
        groups: flags.group ?? [],
        scope: flags.scope ?? [],
        owner: flags.owner === undefined ? null : await principalOf(workspace.read, flags.owner),
        expires: flags.expires ?? null,
      },
      by.keyId,
    );
    const note =
      flags.publicKey === undefined
        ? '\nIts private key was made on this machine: who is to act alone makes one with credence identity key.'
        : '';
    printResult(flags, { json: value, text: `${identityText(value)}${note}` });
  });
}

/** A public key from a PEM file. @throws CredenceError `FILE_UNREADABLE`, `DATA_MALFORMED` */
export async function readPublicKey(file: string): Promise<PublicKey> {
  const pem = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new CredenceError('FILE_UNREADABLE', `${visibleText(file)} cannot be read.`, {
      hint: 'Give the file that credence identity key wrote.',
      at: { file },
      cause,
    });
  });
  return PublicKey.fromPem(pem);
}

async function principalOf({ identities }: Tables, name: string): Promise<PrincipalId> {
  const [identity] = await identities.named(name);
  if (identity !== undefined) return identity.principal;
  throw new CredenceError('NOT_FOUND', `Nobody here is called ${visibleText(name)}.`, {
    hint: 'See who is known with credence identity list.',
  });
}
