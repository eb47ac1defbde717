/** A reference without a user's name, a password or a signed query in it. */
export function withoutSecrets(reference: string): string {
  const plain = /^https?:/i.test(reference) ? reference.replace(/[?#].*$/s, '') : reference;
  return plain.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@(?=[^/?#@]+)/i, '$1');
}

/** Whether a reference carries a user's name or a password, which would be recorded with it. */
export function holdsSecrets(reference: string): boolean {
  return /^(?:https?|s3|lakefs|ssh|ftp):\/\/[^/?#]*@/i.test(reference);
}
