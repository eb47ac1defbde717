import { seededRandom } from '../../src/numerics/seeded-random.ts';

/** Texts end to end, and a label for each. */
export interface Corpus {
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
  readonly labels: Uint32Array;
}

const WORDS = 50_000;
const LABELS = 10;
const LETTERS = 'etaoinshrdlcumwfgypbvk';
/** One text in so many is a copy of an earlier one: exact, or with up to three letters changed. */
const COPY_EVERY = 25;

/**
 * English-like texts of 200 to 300 bytes: 50,000 words whose frequencies fall as Zipf's law has it,
 * capitals, commas and full stops; one text in 25 is a near copy of an earlier one.
 */
export function englishLike(documents: number, seed: number = 1): Corpus {
  const random = seededRandom(seed);
  const pick = wordPicker(random);
  const bytes = Buffer.allocUnsafe(documents * 320);
  const offsets = new Uint32Array(documents + 1);
  for (let document = 0, at = 0; document < documents; document += 1) {
    if (document % COPY_EVERY === COPY_EVERY - 1) {
      const original = Math.floor(random() * document);
      const start = at;
      at += bytes.copy(bytes, at, offsets[original], offsets[original + 1]);
      for (let edit = Math.floor(random() * 4); edit > 0; edit -= 1) {
        bytes[start + Math.floor(random() * (at - start))] = 0x71;
      }
    } else at = writeText(bytes, at, { random, pick });
    offsets[document + 1] = at;
  }
  const labels = Uint32Array.from({ length: documents }, () => Math.floor(random() * LABELS));
  return { bytes: new Uint8Array(bytes.subarray(0, offsets[documents])), offsets, labels };
}

interface TextSource {
  readonly random: () => number;
  readonly pick: () => Buffer;
}

/** Writes one text at `start`, and returns where it ends. */
function writeText(bytes: Buffer, start: number, { random, pick }: TextSource): number {
  let at = start;
  const end = start + 200 + Math.floor(random() * 90);
  while (at < end) {
    const word = pick();
    word.copy(bytes, at);
    if (at === start || random() < 0.03) bytes[at] = (bytes[at] as number) - 32;
    at += word.length;
    const mark = random();
    if (mark < 0.12) bytes[at++] = mark < 0.06 ? 0x2c : 0x2e;
    bytes[at++] = 0x20;
  }
  return at;
}

/** Draws words by a table of 65,536 equally likely entries. */
function wordPicker(random: () => number): () => Buffer {
  const words = Array.from({ length: WORDS }, (_, rank) => {
    const length = 2 + Math.floor(random() * 4 + random() * Math.min(7, 1 + rank / 300));
    const letter = (): string => LETTERS[Math.floor(random() * LETTERS.length)] ?? 'e';
    return Buffer.from(Array.from({ length }, letter).join(''));
  });
  const ranks: number[] = [];
  const weight = Math.log(WORDS + 1);
  for (let rank = 0; ranks.length < 65_536; rank = (rank + 1) % WORDS) {
    const entries = Math.max(1, Math.round(65_536 / (weight * (rank + 2))));
    for (let entry = 0; entry < entries; entry += 1) ranks.push(rank);
  }
  return () => words[ranks[Math.floor(random() * ranks.length)] as number] as Buffer;
}

const PHRASES = [
  'The quick brown fox jumps over the lazy dog, and nobody “minded” — not even the dog. ',
  'Съешь ещё этих мягких французских булок, да выпей чаю. ',
  '東京タワーは高いです。とても素晴らしい景色。',
  '中文文本示例，用来测试扫描的速度。',
  'El niño comió piñas según él; après, l’été fut très chaud. ',
  'שלום עולם, זה טקסט פשוט. ',
  'नमस्ते दुनिया, यह एक पाठ है। ',
  '한국어 텍스트 예시입니다. 속도를 잽니다. ',
  'مرحبا بالعالم هذا نص بسيط. ',
  'Emoji too 😀 and 🎉 in a line of plain text. ',
];
const HIDDEN = ['\u200b', '\u202e', '\u2060', '\u00ad', '\u{e0041}', '\ufe0f'];

/** Texts of about 300 bytes in ten scripts; one in a thousand holds a hidden character. */
export function mixedScripts(documents: number, seed: number = 2): Corpus & { planted: number } {
  const random = seededRandom(seed);
  let planted = 0;
  const parts = Array.from({ length: documents }, (_, document) => {
    const phrase = PHRASES[document % PHRASES.length] as string;
    let text = phrase.repeat(Math.ceil(300 / Buffer.byteLength(phrase)));
    if (random() < 0.001) {
      planted += 1;
      const at = text.indexOf(' ', Math.floor(random() * 40)) + 1;
      text = text.slice(0, at) + HIDDEN[planted % HIDDEN.length] + text.slice(at);
    }
    return Buffer.from(text);
  });
  const offsets = new Uint32Array(documents + 1);
  for (const [document, part] of parts.entries()) {
    offsets[document + 1] = (offsets[document] as number) + part.length;
  }
  const bytes = new Uint8Array(Buffer.concat(parts));
  return { bytes, offsets, labels: new Uint32Array(documents), planted };
}
