import { CredenceError } from '../../core/error.ts';
import { visibleText } from '../../core/visible-text.ts';

/** A reference without a user's name, a password or a signed query in it. */
export function withoutSecrets(reference: string): string {
  const plain = /^https?:/i.test(reference) ? reference.replace(/[?#].*$/s, '') : reference;
  return plain.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@(?=[^/?#@]+)/i, '$1');
}

/** Whether a reference carries a user's name or a password, which would be recorded with it. */
function holdsSecrets(reference: string): boolean {
  return /^(?:https?|s3|lakefs|ssh|ftp):\/\/[^/?#]*@/i.test(reference);
}

/** References are recorded and signed, so nothing secret may be in them. @throws CredenceError `USAGE` */
export function refuseSecrets(uri: string): void {
  if (!holdsSecrets(uri)) return;
  throw new CredenceError(
    'USAGE',
    `‘${visibleText(withoutSecrets(uri))}’ was given with a user’s name or a password in it.`,
    {
      hint: 'Put credentials into the environment (docs/sources.md lists the names): references are recorded.',
    },
  );
}
