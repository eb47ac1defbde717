import type { Problem } from '../../inspection.ts';

/** A fact about a template, before it has a place in the file. */
export interface TemplateFact {
  readonly decision: Problem['decision'];
  /** Behind `template.` */
  readonly rule: string;
  /** UTF-16 index into the template. */
  readonly at: number;
  /** One sentence without its full stop. */
  readonly summary: string;
}

export type ReportFact = (fact: TemplateFact) => void;
