import { hash } from 'node:crypto';
import { canonicalJson } from '../../core/canonical-json.ts';
import type { Bom } from './bom.ts';

/**
 * The bill with a serial number made of its own content, so that the same facts give the same bytes:
 * a UUID of version 8 (RFC 9562 §5.8) from the SHA-256 of the canonical JSON without it.
 */
export function withSerialNumber(bom: Bom): Bom {
  const { serialNumber: _, ...rest } = bom;
  const digest = hash('sha256', canonicalJson(rest), 'hex');
  const variant = ((Number.parseInt(digest.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  const uuid = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-');
  return { ...rest, serialNumber: `urn:uuid:${uuid}` };
}

/** The bill as JSON text for people: two spaces, members in the order of canonical JSON. */
export function serialiseBom(bom: Bom): string {
  return `${JSON.stringify(JSON.parse(canonicalJson(bom)), null, 2)}\n`;
}
