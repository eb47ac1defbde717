import { sourcePatterns } from '../../intake/reference-uri.ts';
import { addSource } from '../../intake/sources/add-source.ts';
import { decisionText } from '../decision-text.ts';
import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';
import { sourceText } from './source-text.ts';

export interface SourceAddFlags extends WorkspaceFlags {
  readonly uri: readonly string[];
  readonly publisher: string;
  readonly type: string;
  readonly tier?: string | undefined;
  readonly licence?: string | undefined;
  readonly description?: string | undefined;
  readonly publisherVerified?: boolean | undefined;
  readonly publishesHash?: boolean | undefined;
  readonly publishesSignature?: boolean | undefined;
  readonly scrapeTarget?: string | undefined;
  readonly scrapeDate?: string | undefined;
  readonly scrapeFilter?: string | undefined;
}

/** `credence source add`: asks for a place to be on the allowlist. */
export async function runSourceAdd(name: string, flags: SourceAddFlags): Promise<void> {
  await inWorkspace(flags, async ({ workspace, acting }) => {
    const { value } = await addSource(
      workspace,
      {
        name,
        publisher: flags.publisher,
        type: flags.type,
        tier: flags.tier,
        uris: flags.uri.flatMap(sourcePatterns),
        licence: flags.licence ?? '',
        details: {
          description: flags.description,
          publisherVerified: flags.publisherVerified,
          publishesHash: flags.publishesHash,
          publishesSignature: flags.publishesSignature,
          scrape: scrapeOf(flags),
        },
      },
      await acting(),
    );
    printResult(flags, {
      json: value,
      text: `${sourceText(value.source)}\n${decisionText(value.decision)}\n${value.notes.map((note) => `note: ${note}\n`).join('')}Next: someone else runs credence source review ${name} --approve --reason …`,
    });
  });
}

function scrapeOf({ scrapeTarget, scrapeDate, scrapeFilter }: SourceAddFlags):
  | {
      target: string;
      date: string;
      filter: string;
    }
  | undefined {
  if (scrapeTarget === undefined && scrapeDate === undefined && scrapeFilter === undefined)
    return undefined;
  return { target: scrapeTarget ?? '', date: scrapeDate ?? '', filter: scrapeFilter ?? '' };
}
