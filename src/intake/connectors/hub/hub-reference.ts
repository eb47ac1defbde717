import { CredenceError } from '../../../core/error.ts';
import { visibleText } from '../../../core/visible-text.ts';

/** A repository of the Hub and a revision of it: `hf://datasets/owner/name@revision`. */
export interface HubReference {
  readonly kind: 'datasets' | 'models' | 'spaces';
  /** `owner/name`; a few old ones have no owner. */
  readonly id: string;
  /** Empty where none was named. */
  readonly revision: string;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,95}$/;

/** @throws CredenceError `USAGE` where the reference is not of this form. */
export function parseHubReference(uri: string): HubReference {
  const match = /^hf:\/\/(?:(datasets|models|spaces)\/)?([^@]+?)(?:@(.*))?$/i.exec(uri);
  const parts = match?.[2]?.split('/') ?? [];
  if (
    match === null ||
    parts.length < 1 ||
    parts.length > 2 ||
    !parts.every((part) => NAME.test(part))
  )
    throw new CredenceError('USAGE', `‘${visibleText(uri)}’ names no repository of the Hub.`, {
      hint: 'Write hf://datasets/OWNER/NAME@COMMIT, or hf://OWNER/NAME@COMMIT for a model.',
    });
  return {
    kind: (match[1]?.toLowerCase() ?? 'models') as HubReference['kind'],
    id: parts.join('/'),
    revision: match[3] ?? '',
  };
}

/** Whether a revision is a commit, which alone stays the same: tags and branches can be moved. */
export function isCommit(revision: string): boolean {
  return /^[0-9a-f]{40}$/.test(revision);
}
