import { CredenceError } from '../../core/error.ts';
import type { SourceName } from '../../core/identifiers.ts';
import { visibleText } from '../../core/visible-text.ts';
import { decideSource } from '../../policy/decide-source.ts';
import type { Decision } from '../../policy/rule-outcome.ts';
import type { SourceRow } from '../../registry/rows/sources.ts';
import { recordApproval } from '../../workspace/acts/record-approval.ts';
import type { ActingIdentity } from '../../workspace/identities/acting-identity.ts';
import type { UnitOfWork } from '../../workspace/unit-of-work.ts';
import type { Committed, Workspace } from '../../workspace/workspace.ts';
import { sourceEntryDigest } from './source-entry.ts';
import { sourceFacts } from './source-facts.ts';

export interface SourceReview {
  readonly source: string;
  readonly decision: 'approve' | 'reject';
  readonly reason: string;
}

export interface ReviewedSource {
  readonly source: SourceRow;
  readonly decision: Decision;
}

/**
 * Says what somebody thinks of a source. It is approved when the policy is content, which it is not
 * with the word of the one who asked.
 *
 * @throws CredenceError `NOT_FOUND`; `USAGE` without a reason; `NOT_ALLOWED`
 */
export async function reviewSource(
  workspace: Workspace,
  review: SourceReview,
  acting: ActingIdentity,
): Promise<Committed<ReviewedSource>> {
  return await workspace.commit(async (unit) => {
    const source = await needSource(unit, review.source);
    if (source.state === 'withdrawn')
      throw new CredenceError('USAGE', `The source ${source.name} was withdrawn.`, {
        hint: 'Ask for it anew with credence source add.',
      });
    await recordReview(unit, { source, review }, acting);
    const decision = decideSource(
      await sourceFacts(source, { tables: unit.registry, vault: workspace.vault, now: unit.now }),
      workspace.policy,
    );
    const state = stateAfter(decision);
    const reviewed: SourceRow = { ...source, state, stateChanged: unit.now };
    if (state !== source.state) await unit.registry.sources.replace(reviewed);
    return { source: state === source.state ? source : reviewed, decision };
  });
}

/** The source of that name. @throws CredenceError `NOT_FOUND` */
export async function needSource(
  { registry }: Pick<UnitOfWork, 'registry'>,
  name: string,
): Promise<SourceRow> {
  const source = await registry.sources.find(name as SourceName);
  if (source !== undefined) return source;
  throw new CredenceError('NOT_FOUND', `There is no source ${visibleText(name)}.`, {
    hint: 'See which there are with credence source list.',
  });
}

async function recordReview(
  unit: UnitOfWork,
  { source, review }: { readonly source: SourceRow; readonly review: SourceReview },
  acting: ActingIdentity,
): Promise<void> {
  const digest = await recordApproval(
    unit,
    {
      subject: { name: source.name, digest: sourceEntryDigest(source) },
      act: review.decision,
      purpose: `source:${source.name}`,
      reason: review.reason,
      evidence: source.statement === null ? [] : [source.statement],
      expires: null,
    },
    acting,
  );
  await unit.registry.sources.addReview({
    id: digest,
    source: source.name,
    reviewer: acting.identity.principal,
    decision: review.decision,
    tier: source.tier,
    reason: review.reason,
    time: unit.now,
    statement: digest,
  });
}

function stateAfter({ verdict }: Decision): SourceRow['state'] {
  switch (verdict) {
    case 'pass':
      return 'approved';
    case 'fail':
      return 'rejected';
    case 'held':
    case 'inconclusive':
      return 'proposed';
  }
}
