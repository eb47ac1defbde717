/** A command that a document shows to its readers. */
export interface DocumentedCommand {
  /** As written, continued lines joined, comments kept. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  /** What the document says the command exits with; 0 where it says nothing. */
  readonly exitCode: number;
  /** True below a `<!-- long -->` marker: too slow to run with every change. */
  readonly long: boolean;
}

/**
 * The commands in the fenced `sh` blocks of a Markdown text, one a line. A line that ends in `\`
 * continues on the next; a comment `# exit 1` states the exit code; lines that only comment are
 * left out.
 */
export function documentedCommands(markdown: string): DocumentedCommand[] {
  const commands: DocumentedCommand[] = [];
  let inBlock = false;
  let long = false;
  let pending = '';
  for (const [index, raw] of markdown.split('\n').entries()) {
    const line = raw.trim();
    if (line.startsWith('```')) {
      if (inBlock) long = false;
      inBlock = !inBlock && line === '```sh';
    } else if (inBlock && line.endsWith('\\')) {
      pending += `${line.slice(0, -1).trimEnd()} `;
    } else if (inBlock) {
      const text = pending + line;
      pending = '';
      if (text !== '' && !text.startsWith('#')) {
        commands.push({ text, line: index + 1, exitCode: statedExitCode(text), long });
      }
    } else if (line !== '') {
      long = line === '<!-- long -->';
    }
  }
  return commands;
}

function statedExitCode(text: string): number {
  return Number(/\s# exit (\d+)/.exec(text)?.[1] ?? 0);
}
