import { CredenceError } from '../../../core/error.ts';
import type { Budget } from '../../limits.ts';
import type { ByteView } from '../byte-view.ts';
import type { ProblemList } from '../problem-list.ts';
import { Message, type Range } from './message.ts';
import { type FieldSpecification, fieldsOf, type MessageSchema } from './message-schema.ts';
import {
  FIXED32,
  FIXED64,
  LENGTH_DELIMITED,
  readVarint,
  VARINT,
  type WireField,
  wireFields,
} from './wire-reader.ts';

/** As deep as protobuf's own parsers go by default. */
const DEEPEST = 100;

/** Packed numbers of one field that are kept; the others are only checked. */
const KEPT_NUMBERS = 4096;

export interface MessageWalk {
  readonly view: ByteView;
  readonly schema: MessageSchema;
  /** Name of the message that the range holds. */
  readonly root: string;
  readonly range: Range;
  readonly budget: Budget;
  /** Called with every message, outer before inner, its own fields read. */
  readonly visit: (message: Message) => void;
  /** What the walk itself finds is added here. */
  readonly problems: ProblemList;
}

/**
 * Walks a protobuf message and every message in it, so that each byte belongs to a field of the
 * schema. A field that the schema does not have, or a single field given twice (readers keep the
 * last, or merge), becomes a problem.
 *
 * @throws CredenceError `DATA_MALFORMED`, `DATA_TRUNCATED`, `LIMIT_EXCEEDED`
 */
export function walkMessages(walk: MessageWalk): void {
  const root = new Message(walk.view, { name: walk.root, range: walk.range, parent: null });
  const open = [enter(walk, root)];
  for (let frame = open.at(-1); frame !== undefined; frame = open.at(-1)) {
    const child = frame.inner[frame.next++];
    if (child === undefined) {
      open.pop();
      continue;
    }
    if (open.length >= DEEPEST) {
      throw new CredenceError('LIMIT_EXCEEDED', `It nests messages deeper than ${DEEPEST}`, {
        at: { byte: child.range.start },
      });
    }
    open.push(enter(walk, new Message(walk.view, { ...child, parent: frame.message })));
  }
}

interface Frame {
  readonly message: Message;
  readonly inner: readonly Child[];
  next: number;
}

interface Child {
  readonly name: string;
  readonly range: Range;
}

function enter(walk: MessageWalk, message: Message): Frame {
  const inner = readMessage(walk, message);
  walk.visit(message);
  return { message, inner, next: 0 };
}

function readMessage(walk: MessageWalk, message: Message): readonly Child[] {
  const fields = fieldsOf(walk.schema, message.name);
  const inner: Child[] = [];
  for (const field of wireFields(walk.view, message.range.start, message.range.end)) {
    walk.budget.spendInstructions(1);
    const specification = fields.get(field.number);
    if (specification === undefined) {
      addUnknownField(walk.problems, message, field);
      continue;
    }
    if (!specification.repeated && message.has(specification.name)) {
      addRepeatedField(walk.problems, message, { field, specification });
    }
    const range = readField(walk, message, { field, specification });
    if (specification.type in walk.schema) inner.push({ name: specification.type, range });
  }
  return inner;
}

interface KnownField {
  readonly field: WireField;
  readonly specification: FieldSpecification;
}

function readField(walk: MessageWalk, message: Message, known: KnownField): Range {
  const { field, specification } = known;
  const { name, type, repeated } = specification;
  const range = { start: field.start, end: field.end };
  const wireType = WIRE_TYPES[type] ?? LENGTH_DELIMITED;
  if (field.wireType === wireType) {
    if (wireType === VARINT) message.addNumber(name, field.value);
    else message.addRange(name, range);
  } else if (repeated && field.wireType === LENGTH_DELIMITED) {
    message.addRange(name, range);
    readPacked(walk, message, known);
  } else {
    throw malformed(field.offset, `${message.name}.${name} has the wire type ${field.wireType}`);
  }
  return range;
}

const WIRE_TYPES: Readonly<Record<string, number>> = { int: VARINT, f4: FIXED32, f8: FIXED64 };

/** Numbers of a repeated field in one stretch. */
function readPacked(
  walk: MessageWalk,
  message: Message,
  { field, specification }: KnownField,
): void {
  const { name, type } = specification;
  if (type !== 'int') {
    const width = type === 'f4' ? 4 : 8;
    if ((field.end - field.start) % width === 0) return;
    throw malformed(field.offset, `${message.name}.${name} does not hold whole numbers`);
  }
  let count = message.numbers(name).length;
  for (let at = field.start; at < field.end; count++) {
    const varint = readVarint(walk.view, at, field.end);
    if (count < KEPT_NUMBERS) message.addNumber(name, varint.value);
    else if (count % KEPT_NUMBERS === 0) walk.budget.spendInstructions(KEPT_NUMBERS);
    at = varint.end;
  }
}

function addUnknownField(problems: ProblemList, message: Message, field: WireField): void {
  problems.add('inconclusive', {
    rule: 'protobuf.unknown-field',
    offset: field.offset,
    length: field.end - field.offset,
    summary: `${message.name} has a field ${field.number}, which its published schema does not have.`,
    action: 'Update Credence if the format has grown; otherwise have its publisher export it anew.',
  });
}

function addRepeatedField(problems: ProblemList, message: Message, known: KnownField): void {
  const { field, specification } = known;
  problems.add('fail', {
    rule: 'protobuf.repeated-field',
    severity: 'high',
    offset: field.offset,
    length: field.end - field.offset,
    summary: `${message.name}.${specification.name} is given twice, and readers differ in what they take.`,
    action: 'Have its publisher export it anew: no exporter writes a single field twice.',
  });
}

function malformed(byte: number, what: string): CredenceError {
  return new CredenceError('DATA_MALFORMED', `Its protobuf encoding is broken: ${what}`, {
    at: { byte },
  });
}
