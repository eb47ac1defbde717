import type { Survey } from '../survey.ts';

/** A character, or a run of them, that a rule judges within its text. */
export interface Site {
  readonly survey: Survey;
  readonly codePoint: number;
  readonly start: number;
  readonly end: number;
}

/** Says in words why a site is suspicious, or null when it is legitimate use. Looks only near it. */
export type Judge = (site: Site) => string | null;
