import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readZip } from '../../../../src/modelfiles/containers/zip/read-zip.ts';
import { MemorySource } from '../../../../src/modelfiles/sources/memory-source.ts';
import { passOver } from '../../../../src/modelfiles/sources/whole-pass.ts';
import { u16, u32, u64 } from '../../bytes.ts';
import { unpackContext } from '../../unpack-context.ts';
import { buildZip, type ZipMember, type ZipShape } from './build-zip.ts';

const CONTENT = 'what is in the archive, and again what is in the archive';

function rulesOf(bytes: Uint8Array): readonly string[] {
  const { problems } = readZip(new MemorySource(bytes), unpackContext());
  return [...new Set(problems.map(({ rule, decision }) => `${decision} ${rule}`))].sort();
}

describe('readZip: archives of which there is one reading', () => {
  const fine: Readonly<Record<string, readonly [readonly ZipMember[], ZipShape?]>> = {
    stored: [[{ name: 'a.bin', content: CONTENT }]],
    deflated: [[{ name: 'a.bin', content: CONTENT, deflated: true }]],
    'with folders': [
      [
        { name: 'a/', content: '' },
        { name: 'a/b.bin', content: CONTENT },
      ],
    ],
    'with a descriptor': [
      [
        { name: 'a', content: CONTENT, descriptor: true },
        { name: 'b', content: '' },
      ],
    ],
    'with a descriptor of eight-byte sizes': [
      [
        {
          name: 'a',
          content: '',
          descriptor: Buffer.concat([Buffer.from('PK\x07\x08'), u32(0), u64(0), u64(0)]),
        },
      ],
    ],
    'with ZIP64 sizes in the local header': [[{ name: 'a', content: CONTENT, zip64: true }]],
    'with a ZIP64 end record that agrees': [[{ name: 'a', content: CONTENT }], { zip64: true }],
    'aligned as PyTorch does': [
      [
        {
          name: 'a',
          content: CONTENT,
          local: { extra: Buffer.concat([Buffer.from('FB'), u16(5), Buffer.from('ZZZZZ')]) },
        },
      ],
    ],
    'with a UTF-8 name that is flagged': [
      [{ name: 'größe', content: '', local: { flags: 0x800 }, central: { flags: 0x800 } }],
    ],
    'without members': [[]],
  };

  for (const [name, [members, shape]] of Object.entries(fine)) {
    it(`${name}: no problem, and the bytes are the members'`, () => {
      const archive = readZip(new MemorySource(buildZip(members, shape)), unpackContext());
      assert.deepEqual(archive.problems, []);
      const read = archive.entries.map((entry) => {
        const source = entry.open();
        assert.equal(source.length, entry.size);
        return Buffer.from(source.read(0, source.length)).toString();
      });
      assert.deepEqual(
        read,
        members.map(({ content }) => content),
      );
    });
  }

  it('names a comment that people can read, and lets it be', () => {
    assert.deepEqual(rulesOf(buildZip([], { comment: 'made by hand' })), ['note zip.comment']);
  });

  it('gives the same archive for the same source', () => {
    const source = new MemorySource(buildZip([{ name: 'a', content: CONTENT }]));
    const context = unpackContext({ members: 1 });
    assert.equal(readZip(source, context), readZip(source, context));
  });
});

describe('readZip: archives that readers disagree on', () => {
  const a: ZipMember = { name: 'a', content: CONTENT };
  const b: ZipMember = { name: 'b', content: CONTENT, deflated: true };
  const hidden = Buffer.from('hidden');
  const cases: Readonly<
    Record<string, readonly [readonly ZipMember[], ZipShape | undefined, ...string[]]>
  > = {
    'another name in the local header': [
      [{ ...a, local: { name: 'z' } }],
      undefined,
      'zip.header-mismatch',
    ],
    'other flags in the local header': [
      [{ ...a, local: { flags: 0x800 } }],
      undefined,
      'zip.header-mismatch',
    ],
    'another method in the local header': [
      [{ ...a, local: { method: 8 } }],
      undefined,
      'zip.header-mismatch',
    ],
    'another checksum in the local header': [
      [{ ...a, local: { crc32: 1 } }],
      undefined,
      'zip.header-mismatch',
    ],
    'another size in the local header': [
      [{ ...a, local: { size: 1 } }],
      undefined,
      'zip.header-mismatch',
    ],
    'another packed size in the local header': [
      [{ ...b, local: { packedSize: 1 } }],
      undefined,
      'zip.header-mismatch',
    ],
    'the flag of encryption': [
      [{ ...a, local: { flags: 1 }, central: { flags: 1 } }],
      undefined,
      'zip.encrypted',
    ],
    'the flag of patched data': [
      [{ ...a, local: { flags: 0x20 }, central: { flags: 0x20 } }],
      undefined,
      'zip.flags',
    ],
    'the flag of strong encryption': [
      [{ ...a, local: { flags: 0x40 }, central: { flags: 0x40 } }],
      undefined,
      'zip.encrypted',
    ],
    'the flag of masked headers': [
      [{ ...a, local: { flags: 0x2000 }, central: { flags: 0x2000 } }],
      undefined,
      'zip.encrypted',
    ],
    'an unknown method': [
      [{ ...b, local: { method: 99 }, central: { method: 99 } }],
      undefined,
      'zip.unknown-method',
    ],
    'two sizes of stored bytes': [
      [{ ...a, local: { size: 1 }, central: { size: 1 } }],
      undefined,
      'zip.size-mismatch',
    ],
    'the same name twice': [[a, a], undefined, 'zip.duplicate-name'],
    'names that differ in case': [[a, { ...a, name: 'A' }], undefined, 'zip.duplicate-name'],
    'names that differ in separators': [
      [
        { ...a, name: 'x/y' },
        { ...a, name: 'x\\y' },
      ],
      undefined,
      'zip.duplicate-name',
    ],
    'names that differ in a dot': [
      [
        { ...a, name: 'x/y' },
        { ...a, name: 'x/./y' },
      ],
      undefined,
      'zip.duplicate-name',
    ],
    'a file that is also a folder': [[a, { ...a, name: 'a/b' }], undefined, 'zip.duplicate-name'],
    'a way out': [[{ ...a, name: 'x/../../y' }], undefined, 'zip.path-traversal'],
    'a way out on Windows': [[{ ...a, name: '..\\y' }], undefined, 'zip.path-traversal'],
    'an absolute name': [[{ ...a, name: '/etc/x' }], undefined, 'zip.absolute-name'],
    'a name with a drive': [[{ ...a, name: 'C:x' }], undefined, 'zip.absolute-name'],
    'a name that ends early': [
      [{ ...a, name: 'data.pkl\0.txt' }],
      undefined,
      'zip.unreadable-name',
    ],
    'an empty name': [[{ ...a, name: '' }], undefined, 'zip.unreadable-name'],
    'a name of no known encoding': [
      [{ ...a, name: Buffer.of(0x61, 0xff) }],
      undefined,
      'zip.name-encoding',
    ],
    'an overlong name': [
      [{ ...a, name: 'x/'.repeat(99) }],
      undefined,
      'zip.folder-with-data',
      'zip.overlong-name',
    ],
    'a symbolic link': [
      [{ ...a, central: { attributes: 0xa1ff * 65536 } }],
      undefined,
      'zip.symlink',
    ],
    'a device': [
      [{ ...a, central: { attributes: 0x2000 * 65536 } }],
      undefined,
      'zip.special-file',
    ],
    'a folder with content': [[{ ...a, name: 'x/' }], undefined, 'zip.folder-with-data'],
    'bytes before the first entry': [[{ ...a, before: hidden }], undefined, 'zip.hidden-bytes'],
    'bytes between entries': [[a, { ...b, before: hidden }], undefined, 'zip.hidden-bytes'],
    'bytes before the directory': [[a], { beforeDirectory: hidden }, 'zip.hidden-bytes'],
    'bytes behind the end': [[a], { trailing: hidden }, 'zip.trailing-bytes'],
    'bytes in the comment': [[a], { comment: Buffer.of(0x80, 4, 0x95) }, 'zip.hidden-bytes'],
    'an archive in the comment': [[a], { comment: 'PK\x03\x04' }, 'zip.hidden-bytes'],
    'an unknown extra field': [
      [{ ...a, local: { extra: Buffer.concat([u16(0x1234), u16(1), Buffer.of(1)]) } }],
      undefined,
      'zip.extra-field',
    ],
    'bytes in padding': [
      [{ ...a, local: { extra: Buffer.concat([Buffer.from('FB'), u16(2), Buffer.from('Zz')]) } }],
      undefined,
      'zip.extra-field',
    ],
    'another name in an extra field': [
      [
        {
          ...a,
          central: {
            extra: Buffer.concat([u16(0x7075), u16(6), Buffer.of(1, 0, 0, 0, 0), Buffer.from('z')]),
          },
        },
      ],
      undefined,
      'zip.extra-field',
    ],
    'bytes behind the extra fields': [
      [{ ...a, central: { extra: Buffer.of(1) } }],
      undefined,
      'zip.hidden-bytes',
    ],
    'a descriptor that says something else': [
      [{ ...a, descriptor: Buffer.concat([Buffer.from('PK\x07\x08'), u32(1), u32(2), u32(3)]) }],
      undefined,
      'zip.data-descriptor',
      'zip.hidden-bytes',
    ],
    'no descriptor where one is announced': [
      [{ ...a, descriptor: Buffer.alloc(0) }],
      undefined,
      'zip.data-descriptor',
    ],
    'more entries announced than there are': [[a], { announced: 2 }, 'zip.directory-mismatch'],
    'fewer entries announced than there are': [[a, b], { announced: 1 }, 'zip.directory-mismatch'],
    'a directory elsewhere': [[a], { directoryOffset: 3 }, 'zip.misplaced-directory'],
  };

  for (const [name, [members, shape, ...rules]] of Object.entries(cases)) {
    it(`${name}: ${rules.join(', ')}`, () => {
      assert.deepEqual(
        rulesOf(buildZip(members, shape)),
        rules.map((rule) => `fail ${rule}`),
      );
    });
  }

  it('two end records of which the plain one differs', () => {
    const bytes = buildZip([a, b], { zip64: true });
    bytes.writeUInt16LE(1, bytes.length - 14);
    bytes.writeUInt16LE(1, bytes.length - 12);
    assert.deepEqual(rulesOf(bytes), ['fail zip.zip64-inconsistent']);
  });

  it('overlapping entries, which are not opened', () => {
    const bytes = buildZip([a, { ...a, name: 'b', central: { headerOffset: 0, name: 'a' } }]);
    const { problems, entries } = readZip(new MemorySource(bytes), unpackContext());
    assert.ok(problems.some(({ rule }) => rule === 'zip.overlap'));
    assert.deepEqual(entries, []);
  });

  it('more than a bomb would unpack to', () => {
    const size = 2 ** 31;
    const bomb = { ...b, local: { size }, central: { size } };
    assert.deepEqual(rulesOf(buildZip([bomb])), ['fail zip.bomb']);
  });

  it('no archive at all', () => {
    assert.deepEqual(rulesOf(Buffer.from('PK\x03\x04')), ['fail zip.no-end-record']);
  });
});

describe('readZip: what is verified while reading', () => {
  const open = (member: ZipMember, limits = {}): unknown =>
    readZip(new MemorySource(buildZip([member])), unpackContext(limits)).entries[0]?.open();
  const deflated: ZipMember = { name: 'a', content: CONTENT, deflated: true };

  it('finds a stored member with a wrong checksum when the bytes go by', async () => {
    const wrong = { local: { crc32: 7 }, central: { crc32: 7 } };
    const source = new MemorySource(buildZip([{ name: 'a', content: CONTENT, ...wrong }]));
    const context = unpackContext();
    readZip(source, context);
    const { failedChecksums } = await passOver(source, context.budget);
    assert.deepEqual(
      failedChecksums.map(({ name }) => name),
      ['a'],
    );
  });

  it('refuses a packed member with a wrong checksum', () => {
    const wrong = { ...deflated, local: { crc32: 7 }, central: { crc32: 7 } };
    assert.throws(() => open(wrong), { code: 'DATA_MALFORMED', message: /checksum/ });
  });

  it('refuses a packed member of another size', () => {
    for (const size of [CONTENT.length - 1, CONTENT.length + 1]) {
      const wrong = { ...deflated, local: { size }, central: { size } };
      assert.throws(() => open(wrong), { code: 'DATA_MALFORMED', message: /announced/ });
    }
  });

  it('refuses bytes behind a packed member', () => {
    const plain = buildZip([deflated]);
    const [entry] = readZip(new MemorySource(plain), unpackContext()).entries;
    const start = entry?.offset ?? 0;
    const packedSize = plain.readUInt32LE(18);
    const packed = Buffer.concat([plain.subarray(start, start + packedSize), Buffer.from('x')]);
    assert.throws(() => open({ ...deflated, packed }), { message: /hidden/ });
  });

  it('stops at the limits', () => {
    assert.throws(() => open(deflated, { unpackedBytes: 10 }), { code: 'LIMIT_EXCEEDED' });
    assert.throws(() => open(deflated, { members: 0 }), { code: 'LIMIT_EXCEEDED' });
  });
});
