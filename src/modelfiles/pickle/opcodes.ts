/**
 * The 68 opcodes of pickle protocols 0 to 5 (CPython's `pickletools`), by name. Erasable TypeScript
 * has no enums; the compiler inlines nothing either, but the engine does.
 */
export const Op = {
  Mark: 0x28,
  EmptyTuple: 0x29,
  Stop: 0x2e,
  Pop: 0x30,
  PopMark: 0x31,
  Dup: 0x32,
  Binbytes: 0x42,
  ShortBinbytes: 0x43,
  Float: 0x46,
  Binfloat: 0x47,
  Int: 0x49,
  Binint: 0x4a,
  Binint1: 0x4b,
  Long: 0x4c,
  Binint2: 0x4d,
  None: 0x4e,
  Persid: 0x50,
  Binpersid: 0x51,
  Reduce: 0x52,
  String: 0x53,
  Binstring: 0x54,
  ShortBinstring: 0x55,
  Unicode: 0x56,
  Binunicode: 0x58,
  EmptyList: 0x5d,
  Append: 0x61,
  Build: 0x62,
  Global: 0x63,
  Dict: 0x64,
  Appends: 0x65,
  Get: 0x67,
  Binget: 0x68,
  Inst: 0x69,
  LongBinget: 0x6a,
  List: 0x6c,
  Obj: 0x6f,
  Put: 0x70,
  Binput: 0x71,
  LongBinput: 0x72,
  Setitem: 0x73,
  Tuple: 0x74,
  Setitems: 0x75,
  EmptyDict: 0x7d,
  Proto: 0x80,
  Newobj: 0x81,
  Ext1: 0x82,
  Ext2: 0x83,
  Ext4: 0x84,
  Tuple1: 0x85,
  Tuple2: 0x86,
  Tuple3: 0x87,
  Newtrue: 0x88,
  Newfalse: 0x89,
  Long1: 0x8a,
  Long4: 0x8b,
  ShortBinunicode: 0x8c,
  Binunicode8: 0x8d,
  Binbytes8: 0x8e,
  EmptySet: 0x8f,
  Additems: 0x90,
  Frozenset: 0x91,
  NewobjEx: 0x92,
  StackGlobal: 0x93,
  Memoize: 0x94,
  Frame: 0x95,
  Bytearray8: 0x96,
  NextBuffer: 0x97,
  ReadonlyBuffer: 0x98,
} as const;

/** Bytes that follow an opcode and are read at once: numbers, lengths, memo indices. */
const FIXED_ARGUMENTS: readonly (readonly [bytes: number, opcodes: readonly number[]])[] = [
  [
    1,
    [
      Op.ShortBinbytes,
      Op.Binint1,
      Op.ShortBinstring,
      Op.Binget,
      Op.Binput,
      Op.Proto,
      Op.Ext1,
      Op.Long1,
      Op.ShortBinunicode,
    ],
  ],
  [2, [Op.Binint2, Op.Ext2]],
  [
    4,
    [
      Op.Binbytes,
      Op.Binint,
      Op.Binstring,
      Op.Binunicode,
      Op.LongBinget,
      Op.LongBinput,
      Op.Ext4,
      Op.Long4,
    ],
  ],
  [8, [Op.Binfloat, Op.Binunicode8, Op.Binbytes8, Op.Frame, Op.Bytearray8]],
];

/** By opcode: how many bytes its fixed argument has. */
export const FIXED_ARGUMENT_BYTES: Uint8Array = new Uint8Array(256);
for (const [bytes, opcodes] of FIXED_ARGUMENTS) {
  for (const opcode of opcodes) FIXED_ARGUMENT_BYTES[opcode] = bytes;
}

const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(Op).map(([name, code]) => [code, name.replace(/(?<=[a-z])(?=[A-Z])/g, '_')]),
);

/** Whether there is an opcode of this value: every reader breaks off at any other one. */
export function isOpcode(code: number): boolean {
  return NAMES.has(code);
}

/** An opcode's name as `pickletools` writes it, or its value where there is no such opcode. */
export function opcodeName(code: number): string {
  return NAMES.get(code)?.toUpperCase() ?? `0x${code.toString(16).padStart(2, '0')}`;
}
