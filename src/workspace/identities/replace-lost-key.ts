import { canonicalJson } from '../../core/canonical-json.ts';
import type { Digest } from '../../core/digest.ts';
import { CredenceError } from '../../core/error.ts';
import { addSignature, parseEnvelope } from '../../core/signing/dsse.ts';
import type { KeyId } from '../../core/signing/key-id.ts';
import { PublicKey } from '../../core/signing/public-key.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { IdentityRow } from '../../registry/rows/identities.ts';
import type { Tables } from '../../registry/tables.ts';
import { openStatement } from '../../statements/in-toto/signed-statement.ts';
import type { Statement } from '../../statements/in-toto/statement.ts';
import { needActor } from '../need-actor.ts';
import type { UnitOfWork } from '../unit-of-work.ts';
import type { Committed, Workspace } from '../workspace.ts';
import { assertFuture } from './assert-future.ts';
import { IDENTITY, type IdentityPredicate, keyDigest } from './identity-predicate.ts';
import { needOwner } from './need-owner.ts';
import { recordAct } from './record-act.ts';

export interface Replacement {
  /** The key that was lost. */
  readonly lost: KeyId;
  /** The key that its holder has made since. */
  readonly next: PublicKey;
  readonly reason: string;
  readonly expires?: string | null;
}

/**
 * Asks that a lost key be replaced. An owner, other than the one who lost it, signs; nothing changes
 * until a second person agrees.
 *
 * @returns digest of the request, for `agreeToReplacement`
 * @throws CredenceError `NOT_FOUND`, `NOT_ALLOWED`, `USAGE`
 */
export async function requestReplacement(
  workspace: Workspace,
  { lost, next, reason, expires = null }: Replacement,
  by: KeyId,
): Promise<Committed<Digest>> {
  const signer = workspace.keys.get(by);
  return await workspace.commit(async (unit) => {
    const owner = await needOwner(unit.registry, by, unit.now);
    const before = await replaceable(unit.registry, lost);
    if (owner.principal === before.principal) throw notAlone(owner);
    if ((await unit.registry.identities.find(next.id)) !== undefined)
      throw new CredenceError('USAGE', `The key ${next.id.slice(0, 16)} is known here already.`);
    assertFuture(expires, unit.now);
    const identity = { ...before, keyId: next.id, publicKey: next.toPem(), expires };
    const act = { act: 'replaced', identity, former: lost, reason } as const;
    const request = await recordAct(unit, act, [signer]);
    await unit.registry.settings.put(pendingKey(request), by);
    await unit.log({
      type: 'identity.replacement-requested',
      subjects: [keyDigest(lost), keyDigest(next.id)],
      statement: request,
      actor: by,
    });
    return request;
  });
}

/**
 * Agrees to a requested replacement: the lost key is revoked, and the new one acts for the same
 * principal from now on. The second person is neither the one who asked nor the one who lost the key.
 *
 * @throws CredenceError `NOT_FOUND`, `NOT_ALLOWED`, `SIGNATURE_INVALID`
 */
export async function agreeToReplacement(
  workspace: Workspace,
  request: Digest,
  by: KeyId,
): Promise<Committed<IdentityRow>> {
  const signer = workspace.keys.get(by);
  return await workspace.commit(async (unit) => {
    const second = await needActor(unit.registry, by, unit.now);
    const asker = await askerOf(unit, request);
    const envelope = parseEnvelope((await workspace.vault.bytes(request)).toString());
    const { statement } = openStatement(IDENTITY, envelope, {
      keys: [PublicKey.fromPem(asker.publicKey)],
    });
    const before = await replaceable(unit.registry, formerKey(statement));
    if (
      second.kind !== 'person' ||
      second.principal === asker.principal ||
      second.principal === before.principal
    )
      throw notAlone(second);
    const signed = { bytes: canonicalJson(addSignature(envelope, signer)) };
    const { digest } = await unit.put(signed);
    return await replace(unit, { before, statement, digest, request, by });
  });
}

interface Agreed {
  readonly before: IdentityRow;
  readonly statement: Statement<IdentityPredicate>;
  readonly digest: Digest;
  readonly request: Digest;
  readonly by: KeyId;
}

async function replace(
  unit: UnitOfWork,
  { before, statement, digest, request, by }: Agreed,
): Promise<IdentityRow> {
  const { publicKey: pem, expires, reason } = statement.predicate;
  const key = PublicKey.fromPem(pem ?? '');
  const { identities, settings } = unit.registry;
  const ended = {
    ...before,
    state: 'revoked',
    stateChanged: unit.now,
    stateReason: reason,
  } as const;
  const identity: IdentityRow = {
    ...before,
    keyId: key.id,
    publicKey: key.toPem(),
    created: unit.now,
    state: 'active',
    stateChanged: unit.now,
    stateReason: null,
    replacedBy: null,
    expires,
    statement: digest,
  };
  await unit.log({
    type: 'identity.replaced',
    subjects: [keyDigest(before.keyId), keyDigest(key.id)],
    statement: digest,
    actor: by,
  });
  await identities.replace(ended);
  await identities.add(identity);
  await identities.replace({ ...ended, replacedBy: key.id });
  await settings.put(pendingKey(request), 'done');
  return identity;
}

async function askerOf(unit: UnitOfWork, request: Digest): Promise<IdentityRow> {
  const asked = await unit.registry.settings.get(pendingKey(request));
  if (asked === undefined || asked === 'done') {
    throw new CredenceError('NOT_FOUND', `No replacement waits under ${request}.`, {
      hint: 'credence identity list shows what waits for a second person.',
    });
  }
  // Who asked must still be trusted when the other agrees.
  return await needOwner(unit.registry, asked as KeyId, unit.now);
}

async function replaceable({ identities }: Tables, lost: KeyId): Promise<IdentityRow> {
  const identity = await identities.find(lost);
  if (identity?.state === 'active') return identity;
  throw new CredenceError('NOT_FOUND', `The key ${lost.slice(0, 16)} is no active key here.`, {
    hint: 'credence identity list shows the keys.',
  });
}

function formerKey({ predicate }: Statement<IdentityPredicate>): KeyId {
  if (predicate.act === 'replaced' && predicate.formerKey !== null)
    return predicate.formerKey as KeyId;
  throw new CredenceError('DATA_MALFORMED', 'This statement does not ask to replace a key.');
}

function notAlone({ name }: IdentityRow): CredenceError {
  return new CredenceError('NOT_ALLOWED', `${visibleText(name)} cannot be the other person here.`, {
    hint: 'A lost key is replaced by an owner and a second person, neither of them its holder.',
  });
}

function pendingKey(request: Digest): string {
  return `identity.replacement.${request}`;
}
