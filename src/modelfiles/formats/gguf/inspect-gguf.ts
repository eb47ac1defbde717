import { CredenceError } from '../../../core/error.ts';
import { visibleText } from '../../../core/visible-text.ts';
import type { ByteSource } from '../../byte-source.ts';
import type { Inspection, InspectionContext, Problem } from '../../inspection.ts';
import { ByteView } from '../byte-view.ts';
import { inspectChatTemplate } from '../jinja/inspect-chat-template.ts';
import { metadataProblems } from '../metadata-text.ts';
import { ProblemList } from '../problem-list.ts';
import { malformed } from './gguf-error.ts';
import { type MetadataText, readMetadata } from './metadata.ts';
import { readTensors, type TensorPlace } from './tensors.ts';

const HEADER_BYTES = 24;
const CHAT_TEMPLATE = /^tokenizer\.chat_template(?:\.|$)/;

/**
 * A GGUF file of version 2 or 3, to the byte: metadata, descriptions of tensors, and tensors one
 * after the other, with zeros between them where they are aligned. Chat templates are judged, other
 * texts looked through.
 */
export function inspectGguf(source: ByteSource, context: InspectionContext): Inspection {
  const problems = new ProblemList();
  problems.attempt('gguf', () => {
    const view = new ByteView(source);
    const version = view.u32(4);
    if (version !== 2 && version !== 3) {
      throw new CredenceError('DATA_UNSUPPORTED', `The GGUF file is of version ${version}`, {
        at: { byte: 4 },
      });
    }
    const [tensorCount, entryCount] = [view.u64(8), view.u64(16)];
    const metadata = readMetadata(view, { start: HEADER_BYTES, count: entryCount }, context.budget);
    for (const text of metadata.texts) problems.push(textProblems(text, context));
    const described = readTensors(
      view,
      { start: metadata.end, count: tensorCount },
      context.budget,
    );
    const layout = new TensorLayout(source, metadata.alignment, problems);
    layout.judge(described.tensors, described.end);
  });
  return { problems: problems.list(), program: null, members: [] };
}

function textProblems(
  { key, text, offset }: MetadataText,
  { baseTemplate }: InspectionContext,
): readonly Problem[] {
  return CHAT_TEMPLATE.test(key)
    ? inspectChatTemplate(text, { offset, base: baseTemplate })
    : metadataProblems(text, { room: 'gguf', key, offset });
}

/** Where the tensors must lie, and that nothing lies between and behind them. */
class TensorLayout {
  readonly #source: ByteSource;
  readonly #alignment: number;
  readonly #problems: ProblemList;

  constructor(source: ByteSource, alignment: number, problems: ProblemList) {
    this.#source = source;
    this.#alignment = alignment;
    this.#problems = problems;
  }

  /** @param headerEnd offset behind the last description */
  judge(tensors: readonly TensorPlace[], headerEnd: number): void {
    const length = this.#source.length;
    const dataStart = this.#aligned(headerEnd);
    let reached = headerEnd;
    for (const { name, start, end } of tensors) {
      const wanted = this.#aligned(reached);
      if (dataStart + start !== wanted) {
        const place =
          start < wanted - dataStart ? 'overlaps another one' : 'leaves a gap before it';
        throw malformed(`has a tensor "${visibleText(name)}" that ${place}`, dataStart + start);
      }
      if (dataStart + end > length) throw malformed('breaks off within a tensor', length);
      this.#requireZeros(reached, dataStart + start);
      reached = dataStart + end;
    }
    const end = Math.min(this.#aligned(reached), length);
    this.#requireZeros(reached, end);
    if (end < length) this.#hidden(end, length);
  }

  #aligned(offset: number): number {
    return Math.ceil(offset / this.#alignment) * this.#alignment;
  }

  #requireZeros(start: number, end: number): void {
    if (start >= end) return;
    if (this.#source.read(start, end - start).some((byte) => byte !== 0)) this.#hidden(start, end);
  }

  #hidden(start: number, end: number): void {
    this.#problems.add('fail', {
      rule: 'gguf.hidden-bytes',
      severity: 'high',
      offset: start,
      length: end - start,
      summary: `${end - start} bytes belong to no tensor and are no padding.`,
      action: 'Have its publisher write the file anew; every byte must belong to something.',
    });
  }
}
