import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { RunRequest, WantedArtifact } from '../../gates/training/run-request.ts';
import { type RunStart, startRun } from '../../gates/training/start-run.ts';
import { counted } from '../../report/number-text.ts';
import type { Setting } from '../../statements/scalars.ts';
import { decisionText } from '../decision-text.ts';
import { exitCodeOf } from '../exit-code.ts';
import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';

export interface RunStartFlags extends WorkspaceFlags {
  readonly dataset: readonly string[];
  readonly modelBase: string;
  readonly code: string;
  readonly name: string;
  readonly data?: readonly string[] | undefined;
  readonly baseUri?: string | undefined;
  readonly baseLicence?: string | undefined;
  readonly codeUri?: string | undefined;
  readonly trainer?: string | undefined;
  readonly tokenizer?: string | undefined;
  readonly template?: readonly string[] | undefined;
  readonly config?: readonly string[] | undefined;
  readonly param?: readonly string[] | undefined;
  readonly environment?: string | undefined;
  readonly command?: string | undefined;
  readonly trigger: RunRequest['trigger'];
  readonly impact?: string | undefined;
  readonly withoutDeletedRows?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
  readonly explain?: boolean | undefined;
}

/** `credence run start`: the gate before training. */
export async function runRunStart(flags: RunStartFlags): Promise<number> {
  return await inWorkspace(flags, async ({ workspace, acting }) => {
    const start = await startRun(workspace, requestOf(flags), await acting());
    printResult(flags, { json: start, text: startText(start, flags) });
    return exitCodeOf(start.decision.verdict);
  });
}

function requestOf(flags: RunStartFlags): RunRequest {
  return {
    name: flags.name,
    datasets: flags.dataset,
    dataFolders: flags.data ?? [],
    baseModel:
      flags.modelBase === 'none'
        ? null
        : { path: flags.modelBase, uri: flags.baseUri, licence: flags.baseLicence },
    code: { path: flags.code, uri: flags.codeUri },
    trainer: optional(flags.trainer),
    tokenizer: optional(flags.tokenizer),
    templates: (flags.template ?? []).map((path) => ({ path })),
    configurations: flags.config ?? [],
    parameters: Object.fromEntries((flags.param ?? []).map(parameter)),
    environment: flags.environment ?? null,
    command: flags.command ?? null,
    trigger: flags.trigger,
    impact: flags.impact,
    leavesOutDeletedRows: flags.withoutDeletedRows === true,
    dryRun: flags.dryRun === true,
  };
}

function optional(path: string | undefined): WantedArtifact | null {
  return path === undefined ? null : { path };
}

function parameter(text: string): readonly [string, Setting] {
  const equals = text.indexOf('=');
  if (equals < 1)
    throw new CredenceError('USAGE', `${visibleText(text)} is no setting.`, {
      hint: 'Write --param learning_rate=0.0002.',
    });
  return [text.slice(0, equals), settingOf(text.slice(equals + 1))];
}

function settingOf(text: string): Setting {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  return /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text))
    ? Number(text)
    : text;
}

function startText(
  { decision, run, datasets, notes, impact }: RunStart,
  { dryRun, explain, name }: RunStartFlags,
): string {
  const heads = { pass: 'MAY START', fail: 'REFUSED', held: 'HELD', inconclusive: 'NOT DECIDED' };
  const head = run === null ? heads[decision.verdict] : 'STARTED';
  const id = run === null ? '' : ` ${run.id.slice(0, 12)}`;
  return [
    `${head}  ${visibleText(name)}${id}: ${counted(datasets.length, 'dataset version')}, impact ${visibleText(impact)}`,
    ...datasets.map(
      (dataset) => `    ${dataset.role}: ${dataset.name}@${dataset.version.slice(7, 19)}`,
    ),
    ...notes.map((note) => `    ${visibleText(note)}`),
    decisionText(decision, explain === true),
    ...(dryRun === true ? ['Nothing was changed: this was a dry run.'] : []),
    ...(run === null
      ? []
      : [
          `Next: train, then credence run finish ${run.id.slice(0, 12)} --output PATH --licence … --producer …`,
        ]),
  ].join('\n');
}
