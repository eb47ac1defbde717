import type { Digest } from '../../core/digest.ts';
import { CredenceError } from '../../core/error.ts';
import { decideAdmission } from '../../policy/decide-admission.ts';
import { after, isOver } from '../../policy/duration.ts';
import type { Decision } from '../../policy/rule-outcome.ts';
import type { VersionRow } from '../../registry/rows/versions.ts';
import type { ActingIdentity } from '../../workspace/identities/acting-identity.ts';
import { type KnownVersion, resolveVersion } from '../../workspace/versions/resolve-version.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { issueVerdict } from '../issue-verdict.ts';
import { needImpact } from '../need-impact.ts';
import { ADMISSION, admissionFacts, type GatheredFacts } from './admission-facts.ts';
import { type ScreeningOptions, screenVersion } from './screen-version.ts';
import { screeningOf } from './screening-facts.ts';

export interface AdmissionRequest extends ScreeningOptions {
  /** `dataset@version`. */
  readonly version: string;
  /** The gravest impact of what it is meant to train; the least of the policy where absent. */
  readonly impact?: string | undefined;
  /** Decide, and change nothing: no scan either. */
  readonly dryRun: boolean;
}

export interface Admission {
  readonly version: VersionRow;
  readonly impact: string;
  readonly decision: Decision;
  /** The scan's report in the vault; null where the version was not scanned. */
  readonly report: Digest | null;
  /** Why it could not be scanned, where that is so; the policy decides what that means. */
  readonly notScreened: string | null;
  /** Until when it may be trained on; null where it may not, or nothing was issued. */
  readonly expires: string | null;
}

/**
 * The gate between quarantine and training: provenance, screening and approvals, held against the
 * policy. The verdict is signed and lists every rule, whatever it is.
 *
 * @throws CredenceError `NOT_FOUND`, `NOT_PINNED`, `USAGE`, `NOT_ALLOWED`; `INTEGRITY_FAILED` where the
 * registry is not what was signed
 */
export async function admit(
  workspace: Workspace,
  request: AdmissionRequest,
  acting: ActingIdentity,
): Promise<Admission> {
  const { read, vault, policy } = workspace;
  const impact = needImpact(request.impact, workspace);
  const version = await resolveVersion({ tables: read, vault }, request.version);
  const notScreened =
    request.dryRun || (await isScreened(workspace, version))
      ? null
      : await screenOrSay(workspace, version, { ...request, acting });
  const gathered = await admissionFacts(workspace, version, impact);
  const decision = decideAdmission(gathered.facts, policy);
  const report = gathered.screening?.report ?? null;
  if (request.dryRun)
    return { version: version.row, impact, decision, report, notScreened, expires: null };
  return await keep(workspace, { version, gathered, decision, impact, notScreened }, acting);
}

/** Files that hold no table are a fact about the version, for the policy to judge; what else fails is an error. */
async function screenOrSay(
  workspace: Workspace,
  version: KnownVersion,
  options: ScreeningOptions & { readonly acting: ActingIdentity },
): Promise<string | null> {
  try {
    await screenVersion(workspace, version, options);
    return null;
  } catch (error) {
    if (error instanceof CredenceError && error.code.startsWith('DATA_')) return error.message;
    throw error;
  }
}

async function isScreened(workspace: Workspace, { row }: KnownVersion): Promise<boolean> {
  const screening = await screeningOf(workspace, row.id);
  if (screening === null) return false;
  const { freshFor, tiers } = workspace.policy.settings.screening;
  const span = tiers[row.tier]?.freshFor ?? freshFor;
  return !isOver(after(screening.facts.finished, span), workspace.clock.now());
}

async function keep(
  workspace: Workspace,
  {
    version,
    gathered,
    decision,
    impact,
    notScreened,
  }: {
    readonly version: KnownVersion;
    readonly gathered: GatheredFacts;
    readonly decision: Decision;
    readonly impact: string;
    readonly notScreened: string | null;
  },
  acting: ActingIdentity,
): Promise<Admission> {
  const { row } = version;
  const { value } = await workspace.commit(async (unit) => {
    const { statement, expires } = await issueVerdict(
      unit,
      {
        gate: ADMISSION,
        subject: { name: row.dataset, digest: row.id },
        decision,
        policy: workspace.policy,
        evidence: [row.statement, gathered.screening?.statement].filter((one) => one != null),
        details: { impact },
      },
      acting,
    );
    const state = stateAfter(decision, row.state);
    const changed = {
      ...row,
      state,
      stateChanged: state === row.state ? row.stateChanged : unit.now,
    };
    await unit.registry.versions.replace(changed);
    await unit.log({
      type: `dataset.${WORDS[decision.verdict]}`,
      subjects: [row.id],
      statement,
      actor: acting.identity.keyId,
    });
    const report = gathered.screening?.report ?? null;
    return { version: changed, impact, decision, report, notScreened, expires };
  });
  return value;
}

const WORDS = {
  pass: 'admitted',
  fail: 'rejected',
  held: 'held',
  inconclusive: 'not-decided',
} as const;

/** What was replaced or withdrawn stays so; anything else is what this verdict makes it. */
function stateAfter({ verdict }: Decision, state: VersionRow['state']): VersionRow['state'] {
  if (state === 'superseded' || state === 'withdrawn') return state;
  switch (verdict) {
    case 'pass':
      return 'admitted';
    case 'fail':
      return 'rejected';
    case 'held':
    case 'inconclusive':
      return 'quarantined';
  }
}
