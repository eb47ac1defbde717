import { CredenceError } from '../../core/error.ts';
import { reviewSource } from '../../intake/sources/review-source.ts';
import { decisionText } from '../decision-text.ts';
import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';
import { sourceText } from './source-text.ts';

export interface SourceReviewFlags extends WorkspaceFlags {
  readonly approve?: boolean | undefined;
  readonly reject?: boolean | undefined;
  readonly reason: string;
}

/** `credence source review`: a signed word on a source, by someone other than who asked for it. */
export async function runSourceReview(name: string, flags: SourceReviewFlags): Promise<void> {
  if ((flags.approve === true) === (flags.reject === true))
    throw new CredenceError('USAGE', 'Say either --approve or --reject.');
  await inWorkspace(flags, async ({ workspace, acting }) => {
    const decision = flags.approve === true ? 'approve' : 'reject';
    const { value } = await reviewSource(
      workspace,
      { source: name, decision, reason: flags.reason },
      await acting(),
    );
    printResult(flags, {
      json: value,
      text: `${sourceText(value.source)}\n${decisionText(value.decision)}`,
    });
  });
}
