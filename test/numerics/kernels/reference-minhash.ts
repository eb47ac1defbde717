const FILLER = 0x110000;
const WHITE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/gu;
const PLACES = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f, 0x165667b1];

/** The characters that shingles are made of, as code points. */
function characters(text: string, lowerCase: (character: string) => string): number[] {
  const collapsed = text.replace(WHITE, ' ').replace(/^ | $/g, '');
  const codes = Array.from(collapsed, (character) => lowerCase(character).codePointAt(0) ?? 0);
  while (codes.length < 5) codes.push(FILLER);
  return codes;
}

/** All shingles of a text, as keys that are equal only for equal shingles. */
export function shingleSet(text: string, lowerCase: (character: string) => string): Set<string> {
  const codes = characters(text, lowerCase);
  return new Set(codes.slice(4).map((_, at) => codes.slice(at, at + 5).join(',')));
}

export function jaccard(first: Set<string>, second: Set<string>): number {
  const shared = [...first].filter((shingle) => second.has(shingle)).length;
  return shared / (first.size + second.size - shared);
}

export function referenceSignature(
  text: string,
  lowerCase: (character: string) => string,
): Uint32Array {
  const minima = new Uint32Array(128).fill(0xffffffff);
  for (const shingle of shingleSet(text, lowerCase)) {
    const codes = shingle.split(',').map(Number);
    const hash = mix(
      codes.reduce((sum, code, at) => (sum + Math.imul(code, PLACES[at] ?? 0)) | 0, 0),
    );
    for (let index = 0; index < 128; index += 1) {
      const value = (Math.imul(hash, mix(2 * index + 1) | 1) + mix(2 * index + 2)) >>> 0;
      minima[index] = Math.min(minima[index] as number, value);
    }
  }
  return minima;
}

export function referenceBandKeys(signature: Uint32Array): number[] {
  return Array.from({ length: 21 }, (_, band) => {
    let key = 0;
    for (const minimum of signature.subarray(6 * band, 6 * band + 6)) {
      key = (Math.imul((key << 5) | (key >>> 27), 0x9e3779b1) + minimum) | 0;
    }
    return mix(key) >>> 0;
  });
}

/** The finaliser of MurmurHash3. */
function mix(value: number): number {
  const once = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}
