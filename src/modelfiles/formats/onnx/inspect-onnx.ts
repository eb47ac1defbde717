import { visibleText } from '../../../core/visible-text.ts';
import type { ByteSource } from '../../byte-source.ts';
import type { Inspection, InspectionContext } from '../../inspection.ts';
import type { Budget } from '../../limits.ts';
import { ByteView } from '../byte-view.ts';
import { ProblemList } from '../problem-list.ts';
import type { Message, Range } from '../protobuf/message.ts';
import { onlyFields, type TopLevel } from '../protobuf/top-level.ts';
import { walkMessages } from '../protobuf/walk-messages.ts';
import { wireFields } from '../protobuf/wire-reader.ts';
import { companionsOf, type ExternalFiles, readExternalData } from './external-data.ts';
import { ONNX_MESSAGES } from './onnx-messages.ts';
import { isOrdinaryOperator, plainDomain } from './onnx-operators.ts';
import { geometryFault } from './tensor-bytes.ts';

/** Whether the outermost fields are those of a `ModelProto` that has a graph. */
export function looksLikeOnnx({ fields }: TopLevel): boolean {
  return fields.has('1:0') && fields.has('7:2') && onlyFields(fields, MODEL_FIELDS);
}

const MODEL_FIELDS = [
  ...['1:0', '2:2', '3:2', '4:2', '5:0', '6:2', '7:2', '8:2', '14:2', '20:2', '25:2', '26:2'],
];

/**
 * An ONNX model: every message of `ModelProto` walked, nested graphs, functions and training
 * information too. Runtimes compute the ordinary operators; anything else needs a library that the
 * model can only name, so a person decides.
 */
export function inspectOnnx(source: ByteSource, context: InspectionContext): Inspection {
  const problems = new ProblemList();
  const model = new OnnxModel(new ByteView(source), problems);
  problems.attempt('onnx', () => model.walk(context.budget));
  model.judgeOperators();
  return {
    problems: problems.list(),
    program: null,
    members: [],
    companions: companionsOf(model.files),
  };
}

/** An operator outside the ordinary ones: where it is used first, and how often. */
interface Use {
  readonly domain: string;
  readonly name: string;
  readonly range: Range;
  count: number;
}

class OnnxModel {
  readonly files: ExternalFiles = new Map();
  readonly #view: ByteView;
  readonly #problems: ProblemList;
  readonly #uses = new Map<string, Use>();
  readonly #defined = new Set<string>();

  constructor(view: ByteView, problems: ProblemList) {
    this.#view = view;
    this.#problems = problems;
  }

  walk(budget: Budget): void {
    walkMessages({
      view: this.#view,
      schema: ONNX_MESSAGES,
      root: 'ModelProto',
      range: { start: 0, end: this.#view.length },
      budget,
      problems: this.#problems,
      visit: (message) => this.#visit(message),
    });
  }

  /** Once all is read: a model may define the operators that its graph uses further up. */
  judgeOperators(): void {
    for (const [key, { domain, name, range, count }] of this.#uses) {
      if (this.#defined.has(key)) continue;
      this.#problems.add('held', {
        rule: 'onnx.custom-operator',
        offset: range.start,
        length: range.end - range.start,
        summary: `It uses ${visibleText(name)} of the domain "${visibleText(domain)}" (${count}×), which no runtime ships as a plain operator.`,
        action:
          'Find out which library defines it, look at that library, and approve this file by its digest.',
      });
    }
  }

  #visit(message: Message): void {
    if (message.name === 'NodeProto') this.#visitNode(message);
    else if (message.name === 'TensorProto') this.#visitTensor(message);
    else if (message.name === 'FunctionProto') {
      this.#defined.add(operatorKey(message.text('domain'), message.text('name')));
    } else if (message.name === 'StringStringEntryProto' && message.parent?.name === 'ModelProto') {
      this.#visitMetadata(message);
    }
  }

  #visitNode(node: Message): void {
    const domain = node.text('domain');
    const name = node.text('op_type');
    if (isOrdinaryOperator(domain, name)) return;
    const key = operatorKey(domain, name);
    const use = this.#uses.get(key) ?? { domain, name, range: node.range, count: 0 };
    use.count++;
    this.#uses.set(key, use);
  }

  #visitTensor(tensor: Message): void {
    const entries = tensor.ranges('external_data').map((range) => this.#entryAt(range));
    readExternalData(tensor, entries, { problems: this.#problems, files: this.files });
    const fault = geometryFault(tensor);
    if (fault === null) return;
    this.#problems.add('fail', {
      rule: 'onnx.tensor-geometry',
      severity: 'high',
      offset: tensor.range.start,
      length: tensor.range.end - tensor.range.start,
      summary: `The tensor "${visibleText(tensor.text('name'))}" holds ${fault}.`,
      action: 'Have its publisher export it anew: bytes that no tensor explains are not accepted.',
    });
  }

  #visitMetadata(entry: Message): void {
    if (entry.text('key') !== 'ort_config') return;
    this.#problems.add('held', {
      rule: 'onnx.runtime-options',
      offset: entry.range.start,
      length: entry.range.end - entry.range.start,
      summary: 'It carries options for the session that loads it (`ort_config`).',
      action: 'Read the options, and approve this file by its digest if you want them.',
    });
  }

  #entryAt({ start, end }: Range): [key: string, value: string] {
    let key = '';
    let value = '';
    for (const field of wireFields(this.#view, start, end)) {
      const text = this.#view.utf8(field.start, field.end - field.start);
      if (field.number === 1) key = text;
      if (field.number === 2) value = text;
    }
    return [key, value];
  }
}

function operatorKey(domain: string, name: string): string {
  return JSON.stringify([plainDomain(domain), name]);
}
