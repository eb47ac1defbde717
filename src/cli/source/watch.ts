import { visibleText } from '../../core/visible-text.ts';
import type { Verdict } from '../../findings/verdict.ts';
import { type WatchedSource, watchSources } from '../../intake/sources/watch-sources.ts';
import { exitCodeOf } from '../exit-code.ts';
import { inWorkspace, printResult } from '../workspace-command.ts';
import type { WorkspaceFlags } from '../workspace-options.ts';

/** `credence source watch`: looks again at what was taken from approved sources; returns the exit code. */
export async function runSourceWatch(
  name: string | undefined,
  flags: WorkspaceFlags,
): Promise<number> {
  return await inWorkspace(flags, async ({ workspace, acting }) => {
    const request = { source: name, environment: process.env };
    const watched = await watchSources(workspace, request, await acting());
    const verdict = worstOf(watched);
    printResult(flags, {
      json: { verdict, sources: watched },
      text:
        watched.length === 0 ? 'No approved source to watch.' : watched.map(watchedText).join('\n'),
    });
    return exitCodeOf(verdict);
  });
}

function worstOf(watched: readonly WatchedSource[]): Verdict {
  const verdicts = watched.map(({ verdict }) => verdict);
  if (verdicts.includes('fail')) return 'fail';
  return verdicts.includes('inconclusive') ? 'inconclusive' : 'pass';
}

function watchedText({ source: { name }, places, verdict }: WatchedSource): string {
  const title = {
    pass: 'UNCHANGED',
    fail: 'HELD',
    held: 'HELD',
    inconclusive: 'NOT SEEN',
  }[verdict];
  const lines = places.flatMap(({ place, signals, unseen }) => [
    `    ${visibleText(place)}: ${unseen === null ? `${signals.length || 'no'} changes` : visibleText(unseen)}`,
    ...signals.map(({ what, blocks }) => `      ${blocks ? 'stops' : 'note'}: ${what}`),
  ]);
  const next =
    verdict === 'fail'
      ? [`Next: find out what happened; then credence source review ${name}, or withdraw it.`]
      : [];
  const nothing =
    places.length === 0 ? ['    nothing was taken from it since it was approved'] : [];
  return [`${title}  ${name}`, ...nothing, ...lines, ...next].join('\n');
}
