import {
  compact,
  isLiteral,
  keyword,
  positional,
  someAssignment,
  someCall,
  someOption,
} from '../code-queries.ts';
import type { CodeFragment, CodeRule } from '../code-weakness.ts';

const SECRET_NAME = /token|session|passw|secret|otp|nonce|salt|csrf|api_?key/i;
const LEAST_KEY_BITS = 2048;
const LEAST_SEED_BYTES = 16;

/** Ciphers, hashes, keys and random numbers that do not hold. */
export const cipherRules: readonly CodeRule[] = [
  {
    id: 'weak-hash',
    cwe: 'CWE-328',
    title: 'a hash that can be collided',
    certainty: 0.6,
    matches: (code) =>
      someCall(code, /^(?:hashlib\.)?(?:md5|sha1|MD5|SHA1|md4)$/) ||
      someCall(code, /^hashlib\.new$|createHash$|MessageDigest\.getInstance$|createHmac$/, (call) =>
        /^'(?:md[245]|sha-?1)'$/i.test(compact(positional(call, 0))),
      ) ||
      someCall(code, /^(?:MD5|SHA1?)\.new$|^(?:md5|sha1)\.(?:New|Sum)$/),
  },
  {
    id: 'weak-cipher',
    cwe: 'CWE-327',
    title: 'a cipher or mode that is broken',
    certainty: 0.7,
    matches: (code) =>
      someCall(
        code,
        /^(?:DES3?|ARC[24]|Blowfish|CAST|XOR)\.new$|algorithms\.(?:ARC4|Blowfish|TripleDES|IDEA|CAST5|SEED)$|modes\.ECB$/,
      ) ||
      code.tokens.some(({ text }) => text === 'MODE_ECB') ||
      someCall(code, /Cipher\.getInstance$|createCipher(?:iv)?$/, (call) =>
        /^'(?:DES|DESede|RC4|ARCFOUR|Blowfish|AES\/ECB.*|AES|des.*|rc4.*|bf.*|.*-ecb)'$/i.test(
          compact(positional(call, 0)),
        ),
      ),
  },
  {
    id: 'fixed-iv',
    cwe: 'CWE-329',
    title: 'a chained mode whose first block is not random',
    certainty: 0.6,
    matches: (code) =>
      someCall(code, /modes\.CBC$/, (call) => isFixed(code, compact(positional(call, 0)))) ||
      someCall(
        code,
        /AES\.new$/,
        (call) =>
          /MODE_CBC$/.test(compact(positional(call, 1))) &&
          isFixed(code, compact(positional(call, 2))),
      ),
  },
  {
    id: 'short-key',
    cwe: 'CWE-326',
    title: 'a key that is too short',
    certainty: 0.7,
    matches: (code) =>
      someCall(
        code,
        /(?:RSA|DSA|rsa|dsa)\.generate(?:_private_key)?$|generate_private_key$|generateKeyPair(?:Sync)?$/,
        (call) => {
          const bits = Number(keyword(call, 'key_size') ?? compact(positional(call, 0)));
          return bits >= 256 && bits < LEAST_KEY_BITS;
        },
      ),
  },
  {
    id: 'guessable-random',
    cwe: 'CWE-338',
    title: 'a secret from random numbers that can be predicted',
    certainty: 0.55,
    matches: (code) =>
      someCall(code, /^random\.(?:choice|choices|sample)$/, (call) =>
        /string\.(?:ascii|digits|printable|hexdigits)/.test(compact(positional(call, 0))),
      ) ||
      (isAboutSecrets(code) &&
        someCall(
          code,
          /^random\.(?:random|randint|randrange|getrandbits|choice|choices|uniform)$|^Math\.random$|^(?:rand|mt_rand)$/,
        ) &&
        !someCall(code, /^random\.seed$|urandom$|^secrets\./)),
  },
  {
    id: 'short-seed',
    cwe: 'CWE-335',
    title: 'a seed short enough to try them all',
    certainty: 0.6,
    matches: (code) =>
      someCall(code, /^os\.urandom$/, (call) => {
        const bytes = Number(compact(positional(call, 0)));
        return bytes >= 1 && bytes < LEAST_SEED_BYTES / 2;
      }),
  },
  {
    id: 'unverified-token',
    cwe: 'CWE-347',
    title: 'a signed token whose signature is not checked',
    certainty: 0.75,
    matches: (code) =>
      someOption(code, /^verify_signature$/, /^False$/) ||
      someCall(
        code,
        /jwt\.(?:decode|process_jwt|verify_jwt|verify)$/,
        (call) =>
          keyword(call, 'verify') === 'False' ||
          /none/i.test(keyword(call, 'algorithms') ?? '') ||
          call.arguments.length === 1,
      ) ||
      someAssignment(code, /^alg$/, /^'none'$/i),
  },
];

/** A value that is written out, or a name that is set to one: `b'x' * 16`. */
function isFixed({ statements }: CodeFragment, value: string): boolean {
  if (value === '') return false;
  const assigned = statements.find(({ assigned: one }) => one?.target === value)?.assigned;
  if (assigned === null || assigned === undefined) return /^[bB]?'/.test(value);
  const [first] = assigned.value;
  return first?.kind === 'string' || isLiteral(assigned.value);
}

function isAboutSecrets({ tokens }: CodeFragment): boolean {
  return tokens.some(({ kind, text }) => kind === 'name' && SECRET_NAME.test(text));
}
