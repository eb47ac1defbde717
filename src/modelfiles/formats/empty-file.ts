import type { ByteSource } from '../byte-source.ts';
import type { Inspection, InspectionContext } from '../inspection.ts';
import { problem } from '../problem.ts';

/** Files that may well be empty: markers, and texts that nobody has written yet. */
const MAY_BE_EMPTY =
  /(?:^|[\\/.])(?:py|pyi|typed|txt|md|rst|json|jsonl|ya?ml|toml|cfg|ini|csv|tsv|log|lock|jinja2?|keep|gitkeep|gitignore|gitattributes)$/i;

/** A file of no bytes. As a model it is a download that failed, or a place held for one. */
export function inspectEmpty(_source: ByteSource, { name }: InspectionContext): Inspection {
  const problems = MAY_BE_EMPTY.test(name)
    ? []
    : [
        problem('inconclusive', {
          rule: 'scan.empty-file',
          summary: 'The file is empty.',
          action: 'Fetch it again; nothing was there to be looked at.',
        }),
      ];
  return { problems, program: null, members: [] };
}
