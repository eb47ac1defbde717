import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CredenceError } from '../../../src/core/error.ts';
import { Certificate } from '../../../src/statements/x509/certificate.ts';
import { verifiedChain } from '../../../src/statements/x509/chain.ts';
import { derElement, derElements, derEncoded } from '../../../src/statements/x509/der.ts';
import { credenceError } from '../throws.ts';
import {
  authority,
  emailName,
  FOR_CODE,
  keyUsage,
  MAY_ISSUE,
  MAY_SIGN,
  makeCertificate,
} from './make-certificate.ts';
import { certificate, party, rootOf } from './party.ts';

const ROOT = party('root');
const MIDDLE = party('middle');
const LEAF = party('leaf');
const root = rootOf(ROOT);
const ISSUING = [authority(0), MAY_ISSUE];
const middle = certificate({ subject: MIDDLE, issuer: ROOT, extensions: ISSUING });
const leaf = certificate({ subject: LEAF, issuer: MIDDLE, extensions: [MAY_SIGN] });
const AT = new Date('2030-01-01');

function chain(
  end: Certificate,
  intermediates: readonly Certificate[] = [middle],
): readonly string[] {
  return verifiedChain(end, { roots: [root], intermediates, at: AT }).map(
    ({ fingerprint }) => fingerprint,
  );
}

describe('a chain of certificates', () => {
  it('leads from the leaf over what was offered to what is trusted', () => {
    assert.deepEqual(
      chain(leaf),
      [leaf, middle, root].map(({ fingerprint }) => fingerprint),
    );
  });

  it('may end at once, where the leaf itself is trusted', () => {
    const demands = { roots: [leaf], intermediates: [], at: AT };
    assert.deepEqual(verifiedChain(leaf, demands), [leaf]);
  });

  const stranger = party('root');
  const broken: readonly (readonly [string, RegExp, Certificate, readonly Certificate[]])[] = [
    ['without its middle', /no trusted root/, leaf, []],
    [
      'from a root of the same name and another key',
      /no trusted root/,
      certificate({ subject: LEAF, issuer: stranger, extensions: [MAY_SIGN] }),
      [rootOf(stranger)],
    ],
    [
      'over one that is no authority',
      /may not issue/,
      leaf,
      [certificate({ subject: MIDDLE, issuer: ROOT, extensions: [] })],
    ],
    [
      'over one that may not sign certificates',
      /no trusted root/,
      leaf,
      [certificate({ subject: MIDDLE, issuer: ROOT, extensions: [authority(), MAY_SIGN] })],
    ],
    [
      'whose leaf has expired',
      /not valid at 2030/,
      certificate({ subject: LEAF, issuer: MIDDLE, until: new Date('2029-12-31') }),
      [middle],
    ],
    [
      'whose middle is not valid yet',
      /not valid at 2030/,
      leaf,
      [
        certificate({
          subject: MIDDLE,
          issuer: ROOT,
          extensions: ISSUING,
          from: new Date('2031-01-01'),
        }),
      ],
    ],
    [
      'with a critical extension that nobody understands',
      /critical extension .*2\.5\.29\.30/,
      certificate({
        subject: LEAF,
        issuer: MIDDLE,
        extensions: [
          { oid: '2.5.29.30', critical: true, value: derEncoded(0x30, Buffer.alloc(0)) },
        ],
      }),
      [middle],
    ],
  ];
  for (const [what, words, end, offered] of broken) {
    it(`${what} is refused`, () => {
      assert.throws(() => chain(end, offered), credenceError('SIGNATURE_INVALID', words));
    });
  }

  it('longer than an authority allows is refused', () => {
    const deeper = party('deeper');
    const offered = [
      middle,
      certificate({ subject: deeper, issuer: MIDDLE, extensions: [authority(), MAY_ISSUE] }),
    ];
    const end = certificate({ subject: LEAF, issuer: deeper, extensions: [MAY_SIGN] });
    assert.throws(
      () => chain(end, offered),
      credenceError('SIGNATURE_INVALID', /allows 0 issuers/),
    );
  });
});

describe('a certificate', () => {
  it('may sign where its usage says so', () => {
    const withUsage = (extensions: Parameters<typeof makeCertificate>[0]['extensions']): boolean =>
      certificate({ subject: LEAF, issuer: ROOT, extensions: extensions ?? [] }).maySign;
    assert.equal(withUsage([MAY_SIGN]), true);
    assert.equal(withUsage([FOR_CODE]), true);
    assert.equal(withUsage([keyUsage(0x04)]), false);
    assert.equal(withUsage([]), false);
  });

  it('shows its names byte for byte', () => {
    const named = certificate({
      subject: LEAF,
      issuer: ROOT,
      extensions: [emailName('a, DNS:b@x')],
    });
    assert.deepEqual(named.alternativeNames, ['a, DNS:b@x']);
  });

  it('damaged anywhere is one of our errors, or another certificate', () => {
    const der = makeCertificate({
      subject: LEAF,
      issuer: MIDDLE,
      extensions: [MAY_SIGN, FOR_CODE],
    });
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const damaged = Buffer.from(der);
        damaged[at] = (damaged[at] ?? 0) ^ flip;
        try {
          assert.equal(new Certificate(damaged).x509.verify(MIDDLE.publicKey), false);
        } catch (error) {
          assert.ok(error instanceof CredenceError, String(error));
        }
      }),
    );
  });
});

describe('DER', () => {
  it('is read back as it was written', () => {
    const parts = fc.array(
      fc.tuple(fc.constantFrom(0x02, 0x04, 0x30), fc.uint8Array({ maxLength: 300 })),
    );
    fc.assert(
      fc.property(parts, (elements) => {
        const bytes = Buffer.concat(
          elements.map(([tag, content]) => derEncoded(tag, Buffer.from(content))),
        );
        const read = derElements(bytes).map(({ tag, content }) => [tag, new Uint8Array(content)]);
        assert.deepEqual(read, elements);
      }),
    );
  });

  for (const [what, hex] of [
    ['a length in too many bytes', '04810100'],
    ['a length of unknown end', '0480'],
    ['missing bytes', '0405aa'],
    ['bytes after the end', '040100ff'],
    ['nothing', ''],
  ] as const) {
    it(`with ${what} is refused`, () => {
      assert.throws(
        () => derElement(Buffer.from(hex, 'hex')),
        credenceError('DATA_MALFORMED', /DER/),
      );
    });
  }
});
