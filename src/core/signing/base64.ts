/**
 * Bytes of base64 text, standard or (with `urlSafe`) URL-safe (RFC 4648 §4, §5); null when it is not
 * exactly what an encoder would have written. Node's own reader skips what it does not know.
 */
export function bytesFromBase64(
  text: string,
  { urlSafe = false }: { readonly urlSafe?: boolean } = {},
): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') === text) return bytes;
  if (!urlSafe) return null;
  const unpadded = text.replace(/={1,2}$/, '');
  const padded = unpadded === text || text.length % 4 === 0;
  return padded && bytes.toString('base64url') === unpadded ? bytes : null;
}
