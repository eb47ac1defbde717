import type { ByteView } from '../byte-view.ts';
import type { HeaderMessage } from './object-header.ts';
import { malformed, unsupported } from './superblock.ts';

/** Filters that HDF5 and h5py bring along: deflate, shuffle, Fletcher-32, szip, n-bit, scale-offset, LZF. */
export const SHIPPED_FILTERS: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 32000]);

/**
 * The numbers of the filters in a filter pipeline message (specification §IV.A.2.l).
 *
 * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`, `DATA_UNSUPPORTED`
 */
export function readFilters(view: ByteView, message: HeaderMessage): readonly number[] {
  const version = view.u8(message.start);
  const count = view.u8(message.start + 1);
  if (version !== 1 && version !== 2) {
    throw unsupported(message.start, `a filter pipeline of version ${version}`);
  }
  const filters: number[] = [];
  let at = message.start + (version === 1 ? 8 : 2);
  for (let index = 0; index < count; index++) {
    const filter = view.u16(at);
    filters.push(filter);
    const named = version === 1 || filter >= 256;
    const nameLength = named ? view.u16(at + 2) : 0;
    const parametersAt = at + (named ? 6 : 4);
    const parameters = view.u16(parametersAt);
    const padding = version === 1 && parameters % 2 === 1 ? 4 : 0;
    const name = version === 1 ? Math.ceil(nameLength / 8) * 8 : nameLength;
    at = parametersAt + 2 + name + 4 * parameters + padding;
    if (at > message.end) throw malformed(message.start, 'a filter is cut short');
  }
  return filters;
}
