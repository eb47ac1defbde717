import { unzipSync } from 'node:zlib';
import type { ByteSource } from '../byte-source.ts';
import type { InspectionContext, Problem } from '../inspection.ts';
import { problem } from '../problem.ts';
import { MemorySource } from '../sources/memory-source.ts';
import { Decompiler, hex } from './decompile/decompile.ts';
import { Judge } from './judge/judge.ts';
import { PickleMachine } from './pickle-machine.ts';
import type { PickleRun } from './pickle-run.ts';
import { Kind, kindOf, type Value } from './value.ts';

/** Constants that are looked into, for one stream. */
const MOST_LOOKS = 256;
const MOST_BYTES = 2 ** 20;
/** base64 of hexadecimal digits of zlib of a pickle: nobody means well who goes deeper. */
const MOST_LAYERS = 5;
const MOST_TOLD = 10;

const BASE64 = /^[A-Za-z0-9+/_-]{16,}={0,2}\s*$/;
const HEX = /^(?:[0-9a-fA-F]{2}){8,}$/;
const OLD_PICKLE = /^\(?c[A-Za-z_][\w.]*\n[A-Za-z_][\w.]*\n/;

/**
 * Programs that lie in the stream as plain constants. Nothing runs them here: whoever would decode
 * and load them needs a call of its own, and that is judged as every call is.
 */
export function nestedPayloadProblems(
  source: ByteSource,
  run: PickleRun,
  context: InspectionContext,
): readonly Problem[] {
  const problems: Problem[] = [];
  for (const value of run.payloads.slice(0, MOST_LOOKS)) {
    const { offset, length } = run.constants.extent(value);
    if (length > MOST_BYTES) continue;
    const content = constantBytes(source, run, value);
    const found = payloadIn(content, context, MOST_LAYERS);
    if (found === null) continue;
    problems.push(
      problem('note', {
        rule: 'pickle.nested-payload',
        severity: 'low',
        offset,
        length,
        summary: `A constant at ${hex(offset)} holds ${found}; loading does not run it.`,
        action: 'Ask its publisher what it is there for.',
      }),
    );
    if (problems.length === MOST_TOLD) break;
  }
  return problems;
}

function constantBytes(source: ByteSource, run: PickleRun, value: Value): Buffer {
  const { offset, length } = run.constants.extent(value);
  if (kindOf(value) === Kind.Text8) {
    return Buffer.from(run.constants.text(value, MOST_BYTES), 'latin1');
  }
  return Buffer.from(source.read(offset, length));
}

/** What program bytes hold in words; `null` where they are none. */
function payloadIn(content: Buffer, context: InspectionContext, layers: number): string | null {
  const pickle = pickleIn(content, context);
  if (pickle !== null || layers === 0) return pickle;
  if (content.subarray(0, 4).toString('latin1') === 'PK\x03\x04') return 'a zip archive';
  for (const [encoding, decoded] of decodings(content)) {
    const inner = payloadIn(decoded, context, layers - 1);
    if (inner !== null) return `${inner}, ${encoding}`;
  }
  return null;
}

function decodings(content: Buffer): readonly (readonly [encoding: string, decoded: Buffer])[] {
  const found: [string, Buffer][] = [];
  const text = content.toString('latin1');
  if (HEX.test(text)) found.push(['in hexadecimal digits', Buffer.from(text, 'hex')]);
  else if (BASE64.test(text)) found.push(['in base64', Buffer.from(text, 'base64')]);
  if (content[0] === 0x78 || (content[0] === 0x1f && content[1] === 0x8b)) {
    const unpacked = unpack(content);
    if (unpacked !== null) found.push(['compressed', unpacked]);
  }
  return found;
}

function unpack(content: Buffer): Buffer | null {
  try {
    return unzipSync(content, { maxOutputLength: MOST_BYTES });
  } catch {
    return null;
  }
}

/** A pickle that would do something which the policy does not allow; `null` for anything else. */
function pickleIn(content: Buffer, { policy, budget }: InspectionContext): string | null {
  const binary = content[0] === 0x80 && (content[1] ?? 0xff) <= 5;
  if (!binary && !OLD_PICKLE.test(content.subarray(0, 512).toString('latin1'))) return null;
  const source = new MemorySource(content);
  const run = new PickleMachine(source, { start: 0, budget, inlineData: false }).run();
  const judge = new Judge(run, { policy, storages: null });
  judge.advance();
  const accused = judge.accusations.find(({ charge }) => charge === 'forbidden-call');
  if (accused?.effect == null) return run.end.kind === 'stop' && binary ? 'another pickle' : null;
  const decompiler = new Decompiler(judge.judged);
  return `a pickle that calls ${decompiler.expression(run.effects.get(accused.effect))}`;
}
