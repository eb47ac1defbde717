import { visibleText } from '../../../core/visible-text.ts';
import type { ProblemList } from '../problem-list.ts';
import type { Message, Range } from '../protobuf/message.ts';
import type { GraphBodies, GraphBody, GraphNode } from './graph-bodies.ts';

/** Gathers what one meta graph (or a lone graph) holds while its messages go by. */
export class GraphCollector implements GraphBodies {
  readonly main: GraphBody = new Map();
  readonly functions: Map<string, GraphBody> = new Map();
  /** Nodes that only saving and restoring asks for. */
  readonly savers: string[] = [];
  /** Nodes that using the model asks for: outputs of signatures, initialisers. */
  readonly entries: string[] = [];
  /** Functions that using the model may call. */
  readonly entryFunctions: string[] = [];
  /** Where `PrintV2` prints to, as given. */
  readonly printed: { readonly stream: string; readonly range: Range }[] = [];
  /** Names of files beside the graph that it reads. */
  readonly assets: string[] = [];
  /** Constant texts that look like paths out of the model's folder. */
  readonly paths: Set<string> = new Set();
  readonly #problems: ProblemList;
  readonly #bodies = new Map<Message, GraphBody>();
  /** Messages go by outer before inner, so this is the node that an attribute belongs to. */
  #node: GraphNode | null = null;

  constructor(problems: ProblemList) {
    this.#problems = problems;
  }

  visit(message: Message): void {
    switch (message.name) {
      case 'NodeDef':
        this.#addNode(message);
        return;
      case 'OpDef':
        if (message.parent?.name === 'FunctionDef') this.#nameFunction(message);
        return;
      case 'NameAttrList':
        this.#addCall(message);
        return;
      case 'AttrValue':
        this.#readAttribute(message);
        return;
      case 'SaverDef':
        for (const field of ['filename_tensor_name', 'save_tensor_name', 'restore_op_name']) {
          this.savers.push(message.text(field));
        }
        return;
      case 'TensorInfo':
        if (message.parent?.name === 'SignatureDef.OutputsEntry') {
          this.entries.push(message.text('name'));
        }
        return;
      case 'CollectionDef.NodeList':
        if (isInitialiser(message)) {
          for (const name of message.texts('value')) this.entries.push(name);
        }
        return;
      case 'TensorProto':
        this.#readConstant(message);
        return;
      case 'AssetFileDef':
        this.assets.push(message.text('filename'));
        return;
      case 'SavedObjectGraph.ConcreteFunctionsEntry':
        this.entryFunctions.push(message.text('key'));
        return;
      default:
    }
  }

  #bodyOf(message: Message): GraphBody {
    const owner = message.ancestor('FunctionDef');
    if (owner === null) return this.main;
    const body = this.#bodies.get(owner) ?? new Map<string, GraphNode>();
    this.#bodies.set(owner, body);
    return body;
  }

  #addNode(message: Message): void {
    const node = {
      operator: message.text('op'),
      inputs: message.texts('input'),
      calls: new Set<string>(),
      range: message.range,
    };
    // Calling a function by its name as an operator is allowed too.
    node.calls.add(node.operator);
    this.#node = node;
    const body = this.#bodyOf(message);
    const name = message.text('name');
    if (body.has(name)) this.#addDuplicate(message, `node "${visibleText(name)}"`);
    body.set(name, node);
  }

  #nameFunction(signature: Message): void {
    const name = signature.text('name');
    if (this.functions.has(name)) {
      this.#addDuplicate(signature, `function "${visibleText(name)}"`);
    }
    this.functions.set(name, this.#bodyOf(signature));
  }

  #addCall(message: Message): void {
    if (message.ancestor('NodeDef') !== null) this.#node?.calls.add(message.text('name'));
  }

  #readConstant(message: Message): void {
    const [range, second] = message.ranges('string_val');
    if (range === undefined || second !== undefined || range.end - range.start > 4096) return;
    const text = Buffer.from(message.bytesAt(range)).toString('latin1');
    if (/^(?:[/~]|[A-Za-z]:\\|\w+:\/\/)|\.\.\//.test(text) && this.paths.size < 20)
      this.paths.add(text);
  }

  #readAttribute(message: Message): void {
    const entry = message.parent;
    const owner = message.ancestor('NodeDef');
    if (owner?.text('op') !== 'PrintV2' || entry?.text('key') !== 'output_stream') return;
    this.printed.push({ stream: message.text('s'), range: owner.range });
  }

  #addDuplicate(message: Message, what: string): void {
    this.#problems.add('fail', {
      rule: 'tensorflow.duplicate-name',
      severity: 'high',
      offset: message.range.start,
      length: message.range.end - message.range.start,
      summary: `It defines the ${what} twice.`,
      action: 'Have its publisher export it anew: TensorFlow writes each name once.',
    });
  }
}

function isInitialiser(message: Message): boolean {
  const key = message.ancestor('MetaGraphDef.CollectionDefEntry')?.text('key') ?? '';
  return key === 'saved_model_main_op' || key === 'legacy_init_op';
}
