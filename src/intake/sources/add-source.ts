import { CredenceError } from '../../core/error.ts';
import type { SourceName } from '../../core/identifiers.ts';
import { asName } from '../../core/name.ts';
import { decideSource } from '../../policy/decide-source.ts';
import type { Decision } from '../../policy/rule-outcome.ts';
import { mostTrust } from '../../policy/rules/allowlist.ts';
import type { SourceRow } from '../../registry/rows/sources.ts';
import type { ActingIdentity } from '../../workspace/identities/acting-identity.ts';
import type { Committed, Workspace } from '../../workspace/workspace.ts';
import { recordSource } from './record-source.ts';
import { resemblances } from './resemblances.ts';
import { type SourceDetails, sourceFacts, sourceType } from './source-facts.ts';

/** A place from which somebody wants to take data. */
export interface WantedSource {
  readonly name: string;
  readonly publisher: string;
  readonly type: string;
  /** The most that the policy grants to its type where absent. */
  readonly tier?: string | undefined;
  readonly uris: readonly string[];
  readonly licence: string;
  readonly details: SourceDetails;
}

export interface ProposedSource {
  readonly source: SourceRow;
  /** What the policy says of it as it stands, reviews still to come. */
  readonly decision: Decision;
  /** What a reviewer should look at twice. */
  readonly notes: readonly string[];
}

/**
 * Asks for a source to be on the allowlist. It is not: others have to review it first (requirement AL-02).
 *
 * @throws CredenceError `USAGE` for a name that is taken, an unknown type or no reference; `NOT_ALLOWED`
 */
export async function addSource(
  workspace: Workspace,
  wanted: WantedSource,
  acting: ActingIdentity,
): Promise<Committed<ProposedSource>> {
  const { identity } = acting;
  const name = asName<SourceName>(wanted.name);
  if (wanted.uris.length === 0)
    throw new CredenceError('USAGE', 'A source needs at least one reference.', {
      hint: 'Give --uri with the address, path or pattern from which data will come.',
    });
  return await workspace.commit(async (unit) => {
    const context = { tables: unit.registry, vault: workspace.vault, now: unit.now };
    const known = await unit.registry.sources.find(name);
    if (known !== undefined && known.state !== 'withdrawn' && known.state !== 'rejected')
      throw new CredenceError('USAGE', `There is a source ${name} already; it is ${known.state}.`, {
        hint: 'Choose another name, or review the one that is there.',
      });
    const draft: SourceRow = {
      name,
      publisher: wanted.publisher,
      type: sourceType(wanted.type),
      tier: wanted.tier ?? '',
      uris: wanted.uris,
      licence: wanted.licence,
      owner: identity.owner ?? identity.principal,
      requestedBy: identity.principal,
      requested: unit.now,
      state: 'proposed',
      stateChanged: unit.now,
      details: { ...wanted.details },
      statement: null,
    };
    const tier = wanted.tier ?? mostTrust(await sourceFacts(draft, context), workspace.policy).tier;
    const entry = { ...draft, tier };
    const act = { act: 'proposed', leaf: 'source.proposed', reason: '' } as const;
    const source = await recordSource(unit, { entry, ...act }, acting);
    if (known === undefined) await unit.registry.sources.add(source);
    else await unit.registry.sources.replace(source);
    const facts = await sourceFacts(source, context);
    const others = await unit.registry.sources.list();
    return {
      source,
      decision: decideSource(facts, workspace.policy),
      notes: resemblances(source, others),
    };
  });
}
