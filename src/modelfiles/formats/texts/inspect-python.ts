import { visibleText } from '../../../core/visible-text.ts';
import type { ByteSource } from '../../byte-source.ts';
import type { Inspection } from '../../inspection.ts';
import { ProblemList } from '../problem-list.ts';
import { readText } from './read-text.ts';

/** Modules through which a program reaches the system, the network or other code. */
const CAPABLE: ReadonlySet<string> = new Set(
  `asyncio base64 builtins codecs ctypes ftplib http httpx importlib marshal multiprocessing os pickle
   pip platform pty requests runpy shutil smtplib socket subprocess sys tempfile urllib webbrowser
   zipimport zlib`.split(/\s+/),
);

const IMPORT = /^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import\b|import[ \t]+([\w., \t]+))/gm;

/**
 * A Python source beside a model: a loader that trusts the repository imports it (modeling code,
 * dataset scripts, `custom_generate`). It is not judged by its words: a person has to read it.
 */
export function inspectPython(source: ByteSource): Inspection {
  const problems = new ProblemList();
  problems.attempt('python', () => {
    const text = readText(source);
    if (!hasStatements(text)) return;
    const reached = capableImports(text);
    const list = visibleText(reached.slice(0, 12).join(', '));
    problems.add('held', {
      rule: 'remote-code.python-source',
      severity: reached.length > 0 ? 'high' : 'medium',
      summary:
        reached.length > 0
          ? `It is Python code that runs where a loader imports it, and reaches for ${list}.`
          : 'It is Python code that runs where a loader imports it.',
      action:
        'Read it, pin its revision, and approve it by its digest; or load without remote code.',
    });
  });
  return { problems: problems.list(), program: null, members: [] };
}

function hasStatements(text: string): boolean {
  return text.split(/\r\n|\r|\n/).some((line) => /^[ \t\f]*[^ \t\f#\uFEFF]/.test(line));
}

function capableImports(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [, from, several] of text.matchAll(IMPORT)) {
    for (const module of (from ?? several ?? '').split(',')) {
      const head = module.trim().split(/[.\s]/)[0] ?? '';
      if (CAPABLE.has(head)) found.add(head);
    }
  }
  return [...found].sort();
}
