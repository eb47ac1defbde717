import { canonicalJson } from '../../core/canonical-json.ts';
import { type DsseEnvelope, signEnvelope } from '../../core/signing/dsse.ts';
import type { KeyId } from '../../core/signing/key-id.ts';
import type { Signer } from '../../core/signing/key-pair.ts';
import type { PublicKey } from '../../core/signing/public-key.ts';
import { verifyEnvelope } from '../../core/signing/verify-envelope.ts';
import type { PredicateType } from './predicate-type.ts';
import {
  parseStatement,
  parseStatementAs,
  STATEMENT_PAYLOAD_TYPE,
  type Statement,
} from './statement.ts';

/** Whose signatures count, and how many of them there must be. */
export interface StatementDemands {
  readonly keys: Iterable<PublicKey>;
  /** How many distinct keys must have signed; one unless told. */
  readonly threshold?: number | undefined;
}

/** A statement whose signatures were verified before it was parsed. */
export interface VerifiedStatement<P> {
  readonly statement: Statement<P>;
  /** The distinct keys that signed. */
  readonly signers: readonly KeyId[];
}

/** The bytes of a statement: canonical JSON, so that the same statement has one digest. */
export function statementBytes(statement: Statement<unknown>): Buffer {
  return Buffer.from(canonicalJson(statement));
}

/** Puts a statement into a DSSE envelope and signs it with each signer. */
export function signStatement(
  statement: Statement<unknown>,
  signers: readonly Signer[],
): DsseEnvelope {
  return signEnvelope(STATEMENT_PAYLOAD_TYPE, statementBytes(statement), signers);
}

/**
 * Verifies an envelope, then reads the statement of a known type in it.
 *
 * @throws CredenceError `SIGNATURE_INVALID`, then `DATA_MALFORMED`
 */
export function openStatement<P>(
  type: PredicateType<P>,
  envelope: DsseEnvelope,
  demands: StatementDemands,
): VerifiedStatement<P> {
  const { payload, signers } = verified(envelope, demands);
  return { statement: parseStatementAs(type, payload), signers };
}

/**
 * Verifies an envelope, then reads the statement of whatever type in it.
 *
 * @throws CredenceError `SIGNATURE_INVALID`, then `DATA_MALFORMED`
 */
export function openAnyStatement(
  envelope: DsseEnvelope,
  demands: StatementDemands,
): VerifiedStatement<unknown> {
  const { payload, signers } = verified(envelope, demands);
  return { statement: parseStatement(payload), signers };
}

function verified(
  envelope: DsseEnvelope,
  { keys, threshold }: StatementDemands,
): ReturnType<typeof verifyEnvelope> {
  return verifyEnvelope(envelope, { keys, threshold, payloadType: STATEMENT_PAYLOAD_TYPE });
}
