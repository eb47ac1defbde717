import { CredenceError } from '../core/error.ts';
import type { DatasetName } from '../core/identifiers.ts';
import { visibleText } from '../core/visible-text.ts';
import type { ActingIdentity } from '../workspace/identities/acting-identity.ts';
import { isInScope } from '../workspace/identities/in-scope.ts';

/**
 * Refuses who may not touch a dataset.
 *
 * @throws CredenceError `NOT_ALLOWED`
 */
export function needScope({ identity }: ActingIdentity, dataset: DatasetName): void {
  if (isInScope(identity, 'dataset', dataset)) return;
  throw new CredenceError(
    'NOT_ALLOWED',
    `${visibleText(identity.name)} may not touch the dataset ${dataset}.`,
    { hint: `Its scope is ${identity.scope.map(visibleText).join(', ')}. Act as somebody else.` },
  );
}
