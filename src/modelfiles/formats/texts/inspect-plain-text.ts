import type { ByteSource } from '../../byte-source.ts';
import type { Inspection, InspectionContext } from '../../inspection.ts';
import { inspectChatTemplate } from '../jinja/inspect-chat-template.ts';
import { ProblemList } from '../problem-list.ts';
import { readText } from './read-text.ts';

/** A text that no loader runs: cards, licences, vocabularies. That it is text explains all of it. */
export function inspectPlainText(source: ByteSource): Inspection {
  const problems = new ProblemList();
  const head = Buffer.from(source.read(0, Math.min(2, source.length))).toString('latin1');
  if (head === '#!') {
    problems.add('note', {
      rule: 'text.script',
      offset: 0,
      summary: 'It is a script for people to run; no loader of models does.',
      action: 'Read it before you run it.',
    });
  }
  return { problems: problems.list(), program: null, members: [] };
}

/** A chat template in a file of its own. */
export function inspectTemplateFile(source: ByteSource, context: InspectionContext): Inspection {
  const problems = new ProblemList();
  problems.attempt('template', () => {
    problems.push(inspectChatTemplate(readText(source), { offset: 0, base: context.baseTemplate }));
  });
  return { problems: problems.list(), program: null, members: [] };
}
