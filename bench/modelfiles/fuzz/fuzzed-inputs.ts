import { mutate } from '../../../test/modelfiles/pickle/mutate.ts';
import { type Random, randomPickle } from '../../../test/modelfiles/pickle/random-pickle.ts';
import { textPickle } from '../../../test/modelfiles/text-pickle.ts';

/** How an input was made, and so what may be said of it. */
export type InputKind = 'valid pickle' | 'changed pickle' | 'changed attack' | 'random bytes';

export interface FuzzedInput {
  readonly kind: InputKind;
  readonly bytes: Uint8Array;
}

const SIZES = [5, 20, 60];
const MOST_CHANGES = 4;

/** Attacks whose pieces are put into harmless files, and the other way round. */
const ATTACKS: readonly Uint8Array[] = [
  textPickle('os', 'system', 'id'),
  textPickle('__builtin__', 'eval', '1'),
  Buffer.from('\x80\x02cos\nsystem\nX\x02\x00\x00\x00id\x85R0]q\x00.', 'latin1'),
  Buffer.from('\x80\x04\x8c\x02os\x8c\x06system\x93\x8c\x02id\x85R.', 'latin1'),
  Buffer.from("(S'id'\nios\nsystem\n.", 'latin1'),
  Buffer.from('\x80\x02(cos\nsystem\nU\x02ido0K\x01.', 'latin1'),
];

/** An input without end of the same for the same random numbers. */
export function fuzzedInput(random: Random): FuzzedInput {
  const draw = random();
  if (draw < 0.2) return { kind: 'valid pickle', bytes: validPickle(random) };
  if (draw < 0.65) {
    return { kind: 'changed pickle', bytes: changed(random, validPickle(random)) };
  }
  if (draw < 0.9) {
    const attack = ATTACKS[Math.floor(random() * ATTACKS.length)] ?? Buffer.alloc(0);
    return { kind: 'changed attack', bytes: changed(random, attack) };
  }
  return { kind: 'random bytes', bytes: randomBytes(random) };
}

function validPickle(random: Random): Uint8Array {
  const protocol = Math.floor(random() * 6);
  const size = SIZES[Math.floor(random() * SIZES.length)] ?? 20;
  return randomPickle(random, protocol, size);
}

function changed(random: Random, bytes: Uint8Array): Uint8Array {
  const other = random() < 0.5 ? validPickle(random) : (ATTACKS[3] ?? bytes);
  let result = bytes;
  const times = 1 + Math.floor(random() * MOST_CHANGES);
  for (let time = 0; time < times; time++) result = mutate(random, result, other);
  return result;
}

function randomBytes(random: Random): Uint8Array {
  const bytes = new Uint8Array(Math.floor(random() * 200));
  for (let at = 0; at < bytes.length; at++) bytes[at] = Math.floor(random() * 256);
  return bytes;
}
