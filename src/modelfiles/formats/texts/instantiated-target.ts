import { visibleText } from '../../../core/visible-text.ts';
import type { ProblemList } from '../problem-list.ts';

/** Modules of Python whose functions reach the system, files, the network or other code. */
const CAPABLE =
  /^(?:asyncio|builtins|code|codecs|commands|concurrent|ctypes|dill|ftplib|http|importlib|io|joblib|marshal|multiprocessing|nt|os|pathlib|pdb|pickle|pip|pkgutil|platform|posix|pty|pydoc|requests|runpy|shutil|smtplib|socket|subprocess|sys|tempfile|threading|timeit|types|urllib|webbrowser|zipimport)(?:\.|$)/;

/**
 * A `_target_` (Hydra, NeMo): loading the configuration imports and calls it with the values beside
 * it (CVE-2025-23304).
 */
export function judgeTarget(target: string, offset: number, problems: ProblemList): void {
  const capable =
    CAPABLE.test(target) || /(?:^|\.)(?:eval|exec|getattr|system|popen|_\w+)$/.test(target);
  problems.add(capable ? 'fail' : 'held', {
    rule: 'config.instantiates',
    offset,
    summary: `Loading it calls ${visibleText(target)} (_target_).`,
    action: capable
      ? 'Refuse the file: no model is made by this call.'
      : 'Make sure that this is a class of the library that you load it with, and approve it by its digest.',
  });
}
