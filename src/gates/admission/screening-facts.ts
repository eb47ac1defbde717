import type { Digest } from '../../core/digest.ts';
import { CredenceError } from '../../core/error.ts';
import { parseEnvelope } from '../../core/signing/dsse.ts';
import { PublicKey } from '../../core/signing/public-key.ts';
import type { ScreeningFacts } from '../../policy/facts.ts';
import { openStatement } from '../../statements/in-toto/signed-statement.ts';
import { isAbout } from '../../statements/in-toto/statement.ts';
import { POISON_SCAN } from '../../statements/predicates/poison-scan.ts';
import { keyStanding } from '../../workspace/identities/actor-of.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** The newest scan of a version, and the statement that says so. */
export interface KnownScreening {
  readonly facts: ScreeningFacts;
  readonly statement: Digest;
  readonly report: Digest;
}

/**
 * What the newest scan of a version said, read from its signed statement.
 *
 * @returns `null` where there is none that counts
 * @throws CredenceError `INTEGRITY_FAILED`, `SIGNATURE_INVALID`
 */
export async function screeningOf(
  { read, vault }: Workspace,
  version: Digest,
): Promise<KnownScreening | null> {
  const row = await read.verdicts.latest(version, 'screening');
  if (row === undefined) return null;
  const identities = await read.identities.list();
  const envelope = parseEnvelope((await vault.bytes(row.statement)).toString());
  const { statement, signers } = openStatement(POISON_SCAN, envelope, {
    keys: identities.map(({ publicKey }) => PublicKey.fromPem(publicKey)),
  });
  const { verdict, ladder, checks, report } = statement.predicate;
  if (!isAbout(statement, version) || verdict !== row.verdict)
    throw new CredenceError(
      'INTEGRITY_FAILED',
      `The registry misquotes the scan ${row.statement}.`,
      {
        hint: 'Somebody changed the registry. Run credence ledger verify, and restore a backup.',
      },
    );
  const standing = identities.filter(({ keyId }) => signers.includes(keyId));
  if (standing.every((identity) => keyStanding(identity, row.issued) !== 'good')) return null;
  return {
    facts: {
      verdict,
      ladder,
      finished: row.issued,
      checksRun: checks.filter(({ state }) => state === 'ran').map(({ id }) => id),
    },
    statement: row.statement,
    report,
  };
}
