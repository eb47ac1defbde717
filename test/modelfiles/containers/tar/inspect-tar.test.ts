import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspectTar } from '../../../../src/modelfiles/containers/tar/inspect-tar.ts';
import type { Inspection } from '../../../../src/modelfiles/inspection.ts';
import type { Limits } from '../../../../src/modelfiles/limits.ts';
import { scanModelFile } from '../../../../src/modelfiles/scan-model-file.ts';
import { MemorySource } from '../../../../src/modelfiles/sources/memory-source.ts';
import { inspectionContext } from '../../inspection-context.ts';
import { buildTar, paxRecords, type TarPiece } from './build-tar.ts';

function inspect(bytes: Uint8Array, limits: Partial<Limits> = {}): Inspection {
  return inspectTar(new MemorySource(bytes), inspectionContext(limits));
}

function rulesOf(bytes: Uint8Array): readonly string[] {
  return [
    ...new Set(inspect(bytes).problems.map(({ rule, decision }) => `${decision} ${rule}`)),
  ].sort();
}

const A: TarPiece = { name: 'a', content: 'content' };
const LONG = 'folder/'.repeat(20);

describe('inspectTar: archives of which there is one reading', () => {
  const fine: Readonly<
    Record<string, readonly [readonly TarPiece[], Readonly<Record<string, string>>]>
  > = {
    'of POSIX': [
      [{ name: 'x/', type: '5' }, A, { name: 'b', content: '' }],
      { a: 'content', b: '' },
    ],
    'of GNU': [[{ ...A, gnu: true }], { a: 'content' }],
    'with a prefix': [[{ ...A, prefix: 'x/y' }], { 'x/y/a': 'content' }],
    'with a long name of GNU': [
      [{ name: '././@LongLink', type: 'L', content: `${LONG}a\0` }, A],
      { [`${LONG}a`]: 'content' },
    ],
    'with a long name of pax': [
      [{ name: 'pax', type: 'x', content: paxRecords({ path: `${LONG}ä`, mtime: '1.5' }) }, A],
      { [`${LONG}ä`]: 'content' },
    ],
    'with a global header': [
      [{ name: 'pax', type: 'g', content: paxRecords({ comment: 'a commit' }) }, A],
      { a: 'content' },
    ],
    'with a size in binary': [
      [{ ...A, patch: [124, Buffer.from([0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7])] }],
      { a: 'content' },
    ],
  };

  for (const [name, [pieces, contents]] of Object.entries(fine)) {
    it(name, () => {
      const { problems, members } = inspect(buildTar(pieces));
      assert.deepEqual(problems, []);
      const read = members.map((member) => {
        const source = member.open();
        return [member.name, Buffer.from(source.read(0, source.length)).toString()];
      });
      assert.deepEqual(Object.fromEntries(read), contents);
    });
  }

  it('padded with zeros to any length', () => {
    assert.deepEqual(rulesOf(buildTar([A], Buffer.alloc(10_240))), []);
  });
});

describe('inspectTar: archives that readers disagree on', () => {
  const pax = (records: Readonly<Record<string, string>>, type = 'x'): TarPiece => ({
    name: 'pax',
    type,
    content: paxRecords(records),
  });
  const cases: Readonly<Record<string, readonly [Buffer, ...string[]]>> = {
    'a hard link': [buildTar([A, { name: 'b', type: '1' }]), 'tar.link'],
    'a symbolic link': [buildTar([A, { name: 'b', type: '2' }]), 'tar.symlink'],
    'a device': [buildTar([A, { name: 'b', type: '3' }]), 'tar.special-file'],
    'a sparse file': [buildTar([A, { name: 'b', type: 'S' }]), 'tar.sparse-file'],
    'an unknown type': [buildTar([A, { name: 'b', type: 'Q' }]), 'tar.special-file'],
    'a way out': [buildTar([{ ...A, name: '../a' }]), 'tar.path-traversal'],
    'an absolute name': [buildTar([{ ...A, name: '/a' }]), 'tar.absolute-name'],
    'a name twice': [buildTar([A, A]), 'tar.duplicate-name'],
    'bytes in padding': [buildTar([{ ...A, padding: 1 }]), 'tar.hidden-bytes'],
    'bytes behind the end': [
      buildTar([A], Buffer.concat([Buffer.alloc(1024), Buffer.from('x')])),
      'tar.trailing-bytes',
    ],
    'an entry behind the end': [
      Buffer.concat([buildTar([A]), buildTar([A])]),
      'tar.trailing-bytes',
    ],
    'no end': [buildTar([A], Buffer.alloc(0)), 'tar.malformed'],
    'an entry that breaks off': [buildTar([{ ...A, size: 5000 }]), 'tar.malformed'],
    'a wrong checksum': [
      Buffer.concat([buildTar([A], Buffer.alloc(0)), Buffer.alloc(512, 1)]),
      'tar.malformed',
    ],
    'bytes behind a name': [buildTar([{ ...A, patch: [50, Buffer.from('x')] }]), 'tar.malformed'],
    'a prefix that only some readers take': [
      buildTar([{ ...A, gnu: true, prefix: 'x' }]),
      'tar.malformed',
    ],
    'a name that is not UTF-8': [
      buildTar([{ ...A, patch: [0, Buffer.of(0xff)] }]),
      'tar.malformed',
    ],
    'a size that is no number': [
      buildTar([{ ...A, patch: [124, Buffer.from('12x4')] }]),
      'tar.malformed',
    ],
    'another size in an extended header': [buildTar([pax({ size: '512' }), A]), 'tar.malformed'],
    'a folder with data': [buildTar([{ ...A, name: 'x', type: '5' }]), 'tar.malformed'],
    'a file whose name is that of a folder': [buildTar([{ ...A, name: 'x/' }]), 'tar.malformed'],
    'a path for all': [buildTar([pax({ path: 'b' }, 'g'), A]), 'tar.malformed'],
    'a key that few know': [buildTar([pax({ 'GNU.sparse.name': 'b' }), A]), 'tar.malformed'],
    'a key twice': [
      buildTar([
        {
          name: 'pax',
          type: 'x',
          content: Buffer.concat([paxRecords({ path: 'b' }), paxRecords({ path: 'c' })]),
        },
        A,
      ]),
      'tar.malformed',
    ],
    'records that cannot be read': [
      buildTar([{ name: 'pax', type: 'x', content: '99 path=b\n' }, A]),
      'tar.malformed',
    ],
    'an extended header of nothing': [buildTar([A, pax({ path: 'b' })]), 'tar.malformed'],
    'two extended headers': [
      buildTar([pax({ path: 'b' }), pax({ path: 'c' }), A]),
      'tar.malformed',
    ],
    'two long names': [
      buildTar([pax({ path: 'b' }), { name: 'L', type: 'L', content: 'c\0' }, A]),
      'tar.malformed',
    ],
    'an overlong extended header': [
      buildTar([{ name: 'L', type: 'L', content: 'a'.repeat(70_000) }, A]),
      'tar.malformed',
    ],
  };

  for (const [name, [bytes, ...rules]] of Object.entries(cases)) {
    it(`${name}: ${rules.join(', ')}`, () => {
      assert.deepEqual(
        rulesOf(bytes),
        rules.map((rule) => `fail ${rule}`),
      );
    });
  }

  it('holds nothing: inconclusive', () => {
    assert.deepEqual(rulesOf(buildTar([{ name: 'x', type: '5' }])), ['inconclusive tar.empty']);
  });

  it('stops at the limit of members', () => {
    const [found] = inspect(buildTar([A, { ...A, name: 'b' }]), { members: 1 }).problems;
    assert.deepEqual([found?.rule, found?.decision], ['tar.limit', 'inconclusive']);
  });
});

describe('a tar archive', () => {
  it('is recognised without a signature, by its checksum', async () => {
    const old = buildTar([{ ...A, patch: [257, Buffer.alloc(8)] }]);
    assert.equal((await scanModelFile(old)).format, 'tar');
  });

  it('is not taken for one where the checksum is wrong', async () => {
    const bytes = buildTar([A]);
    bytes[0] = 0x62;
    assert.notEqual((await scanModelFile(bytes)).format, 'tar');
  });
});
