import { parseEnvelope } from '../../core/signing/dsse.ts';
import type { KeyId } from '../../core/signing/key-id.ts';
import { PublicKey } from '../../core/signing/public-key.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { VersionRow } from '../../registry/rows/versions.ts';
import { openAnyStatement } from '../../statements/in-toto/signed-statement.ts';
import { isAbout } from '../../statements/in-toto/statement.ts';
import {
  DATASET_MANIFEST_URI,
  DATASET_TRANSFORM_URI,
  RETRIEVAL_URI,
} from '../../statements/predicates/predicate-uris.ts';
import { keyStanding } from '../../workspace/identities/actor-of.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { VersionProblem } from './version-problem.ts';

/** Statements that can say where a version comes from. */
export const ORIGIN_TYPES: readonly string[] = [
  RETRIEVAL_URI,
  DATASET_TRANSFORM_URI,
  DATASET_MANIFEST_URI,
];

export interface CheckedStatement {
  readonly signers: readonly { readonly key: KeyId; readonly name: string }[];
  readonly problems: readonly VersionProblem[];
}

/**
 * The signed statement of where a version comes from: that it is there, is about this version, and is
 * signed by somebody who could sign then.
 *
 * @throws CredenceError `NOT_FOUND`, `INTEGRITY_FAILED`, `SIGNATURE_INVALID`, `DATA_MALFORMED`
 */
export async function checkStatement(
  { read, vault }: Workspace,
  { id, statement: digest, created }: VersionRow,
): Promise<CheckedStatement> {
  if (digest === null) return problem('No statement says where this version comes from.');
  const identities = await read.identities.list();
  const envelope = parseEnvelope((await vault.bytes(digest)).toString());
  const { statement, signers } = openAnyStatement(envelope, {
    keys: identities.map(({ publicKey }) => PublicKey.fromPem(publicKey)),
  });
  if (!isAbout(statement, id)) return problem(`The statement ${digest} is about something else.`);
  if (!ORIGIN_TYPES.includes(statement.predicateType))
    return problem(`The statement ${digest} does not say where data come from.`);
  const signed = identities.filter(({ keyId }) => signers.includes(keyId));
  const good = signed.filter((identity) => keyStanding(identity, created) === 'good');
  const names = signed.map(({ keyId, name }) => ({ key: keyId, name }));
  if (good.length > 0) return { signers: names, problems: [] };
  const who = signed.map(({ name, state }) => `${visibleText(name)} (${state})`).join(', ');
  return {
    signers: names,
    problems: [
      {
        what: 'statement',
        message: `The statement ${digest} is signed with a key that does not count: ${who}.`,
        hint: 'Have somebody whose key is good take the version in again.',
      },
    ],
  };
}

function problem(message: string): CheckedStatement {
  const hint = 'Somebody changed the registry. Run credence ledger verify, and restore a backup.';
  return { signers: [], problems: [{ what: 'statement', message, hint }] };
}
