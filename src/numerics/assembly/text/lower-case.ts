/**
 * Simple lower case where it is a matter of arithmetic and keeps the length in UTF-8: Latin-1, Latin
 * Extended-A and Additional, Greek, Cyrillic, Armenian, full-width Latin. Everything else stays.
 */
export function lowerCase(codePoint: u32): u32 {
  if (codePoint < 0x100) return codePoint - 0xc0 < 0x1f && codePoint != 0xd7 ? codePoint + 32 : codePoint;
  if (codePoint < 0x180) return lowerLatinExtendedA(codePoint);
  if (codePoint < 0x400) return lowerGreek(codePoint);
  if (codePoint < 0x557) return lowerCyrillicOrArmenian(codePoint);
  if (codePoint - 0x1e00 < 0x96 || codePoint - 0x1ea0 < 0x60) return codePoint | 1;
  return codePoint - 0xff21 < 26 ? codePoint + 32 : codePoint;
}

function lowerLatinExtendedA(codePoint: u32): u32 {
  if (codePoint == 0x130 || codePoint == 0x131 || codePoint == 0x138 || codePoint == 0x149) return codePoint;
  if (codePoint == 0x178) return 0xff;
  if (codePoint == 0x17f) return codePoint;
  const oddUpper = codePoint - 0x139 < 0x10 || codePoint - 0x179 < 6;
  return oddUpper ? codePoint + (codePoint & 1) : codePoint | 1;
}

function lowerGreek(codePoint: u32): u32 {
  if (codePoint - 0x391 < 0x1b) return codePoint == 0x3a2 ? codePoint : codePoint + 32;
  if (codePoint == 0x386) return 0x3ac;
  if (codePoint - 0x388 < 3) return codePoint + 37;
  if (codePoint == 0x38c) return 0x3cc;
  return codePoint - 0x38e < 2 ? codePoint + 63 : codePoint;
}

function lowerCyrillicOrArmenian(codePoint: u32): u32 {
  if (codePoint < 0x410) return codePoint + 80;
  if (codePoint < 0x430) return codePoint + 32;
  if (codePoint - 0x460 < 0x22 || codePoint - 0x48a < 0x36 || codePoint - 0x4d0 < 0x60) return codePoint | 1;
  return codePoint - 0x531 < 0x26 ? codePoint + 48 : codePoint;
}
