import { CredenceError } from '../../core/error.ts';
import type { PrincipalId } from '../../core/identifiers.ts';
import type { KeyId } from '../../core/signing/key-id.ts';
import type { PublicKey } from '../../core/signing/public-key.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { IdentityRow } from '../../registry/rows/identities.ts';
import type { UnitOfWork } from '../unit-of-work.ts';
import type { Committed, Workspace } from '../workspace.ts';
import { assertFuture } from './assert-future.ts';
import { keyDigest } from './identity-predicate.ts';
import { needOwner } from './need-owner.ts';
import { recordAct } from './record-act.ts';

/** Who is to be known, and by which key. */
export interface NewIdentity {
  readonly name: string;
  readonly kind: 'person' | 'service';
  readonly publicKey: PublicKey;
  readonly roles?: readonly string[];
  /** The person who answers for a service account; a person has none. */
  readonly owner?: PrincipalId | null;
  readonly groups?: readonly string[];
  readonly scope?: readonly string[];
  readonly expires?: string | null;
}

/**
 * Makes a person or a service account known. An owner signs it.
 *
 * @throws CredenceError `USAGE` for a name or key that is taken, a service account that nobody answers
 * for, or an end that is past; `NOT_ALLOWED` for who is no owner
 */
export async function newIdentity(
  workspace: Workspace,
  wanted: NewIdentity,
  by: KeyId,
): Promise<Committed<IdentityRow>> {
  const signer = workspace.keys.get(by);
  return await workspace.commit(async (unit) => {
    await needOwner(unit.registry, by, unit.now);
    const identity = await freshIdentity(unit, wanted);
    const act = { act: 'created', identity, former: null, reason: '' } as const;
    const statement = await recordAct(unit, act, [signer]);
    await unit.registry.identities.add({ ...identity, statement });
    await unit.log({
      type: 'identity.created',
      subjects: [keyDigest(identity.keyId)],
      statement,
      actor: by,
    });
    return { ...identity, statement };
  });
}

/** The row of an identity that nobody has yet. */
export async function freshIdentity(unit: UnitOfWork, wanted: NewIdentity): Promise<IdentityRow> {
  const { identities } = unit.registry;
  const { name, kind, publicKey, expires = null } = wanted;
  await assertFree(unit, name, publicKey.id);
  assertFuture(expires, unit.now);
  const owner = kind === 'service' ? (wanted.owner ?? null) : null;
  if (kind === 'service') {
    const keys = owner === null ? [] : await identities.ofPrincipal(owner);
    if (!keys.some((key) => key.kind === 'person' && key.state === 'active')) {
      throw new CredenceError(
        'USAGE',
        `Nobody answers for the service account ${visibleText(name)}.`,
        {
          hint: 'Name a person who is known here as its owner.',
        },
      );
    }
  }
  return {
    keyId: publicKey.id,
    principal: publicKey.id as string as PrincipalId,
    name,
    kind,
    publicKey: publicKey.toPem(),
    roles: wanted.roles ?? [],
    owner,
    groups: wanted.groups ?? [],
    scope: wanted.scope ?? [],
    created: unit.now,
    expires,
    state: 'active',
    stateChanged: unit.now,
    stateReason: null,
    replacedBy: null,
    statement: null,
  };
}

async function assertFree({ registry }: UnitOfWork, name: string, keyId: KeyId): Promise<void> {
  if (name.trim() === '' || name.length > 200) {
    throw new CredenceError('USAGE', 'An identity needs a name of at most 200 characters.');
  }
  if ((await registry.identities.find(keyId)) !== undefined) {
    throw new CredenceError('USAGE', `The key ${keyId.slice(0, 16)} is known here already.`, {
      hint: 'Every identity has a key of its own, and a key is never used again.',
    });
  }
  const namesakes = await registry.identities.named(name);
  if (namesakes.some(({ state }) => state === 'active')) {
    throw new CredenceError('USAGE', `There is a ${visibleText(name)} already.`, {
      hint: 'Choose another name, or rotate the key of the one that is there.',
    });
  }
}
