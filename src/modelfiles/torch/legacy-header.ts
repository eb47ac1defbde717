import type { ByteSource } from '../byte-source.ts';

/** `0x1950a86a20f9469cfc6c`, as LONG1 writes it, with STOP behind it. */
const MAGIC = Buffer.from('8a0a6cfc9c46f9206aa850192e', 'hex');
/** PROTO, and a frame's header from protocol 4 on. */
const LONGEST_PRELUDE = 11;

/** Whether bytes begin with the pickled number with which `torch.save` began files before 1.6. */
export function looksLikeTorchLegacy(source: ByteSource): boolean {
  const head = Buffer.from(source.read(0, Math.min(source.length, LONGEST_PRELUDE + MAGIC.length)));
  const at = head.indexOf(MAGIC);
  return at === 2 || at === LONGEST_PRELUDE;
}
