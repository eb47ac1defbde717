import { type Expression, parseSync, Visitor } from 'oxc-parser';

/** One place in a module that names another file. */
export interface FileReference {
  /** `import` covers static, dynamic, re-exported and type-only imports; `url` a file beside the module. */
  readonly kind: 'import' | 'url' | 'computed';
  /** As written; for `computed`, the source text that could not be read as a name. */
  readonly specifier: string;
  /** 1-based. */
  readonly line: number;
  /** UTF-16 offsets of the expression in the source, quotes included. */
  readonly start: number;
  readonly end: number;
}

/**
 * Every reference of a module to another file: imports and exports of values and types, `import()`,
 * `import('…').Type`, `import.meta.resolve('…')` and `new URL('…', import.meta.url)`, by which
 * workers, kernels and tables are found. A target that is computed at run time is returned as
 * `computed`, so that a caller can refuse what it cannot check.
 *
 * @throws Error when the module does not parse.
 */
export function fileReferences(path: string, source: string): FileReference[] {
  const { program, errors } = parseSync(path, source, { sourceType: 'module' });
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path} does not parse: ${error.message}`);

  const found: FileReference[] = [];
  const add = (kind: FileReference['kind'], node: Span, specifier?: string): void => {
    const { start, end } = node;
    const line = source.slice(0, start).split('\n').length;
    found.push({ kind, specifier: specifier ?? source.slice(start, end), line, start, end });
  };
  const addExpression = (kind: 'import' | 'url', node: Expression): void => {
    const literal = literalText(node);
    add(literal === undefined ? 'computed' : kind, node, literal);
  };

  new Visitor({
    ImportDeclaration: (node) => add('import', node.source, node.source.value),
    ExportAllDeclaration: (node) => add('import', node.source, node.source.value),
    ExportNamedDeclaration: (node) => {
      if (node.source !== null) add('import', node.source, node.source.value);
    },
    ImportExpression: (node) => addExpression('import', node.source),
    TSImportType: (node) => add('import', node.source, node.source.value),
    TSImportEqualsDeclaration: (node) => add('computed', node),
    NewExpression: (node) => {
      const [target, base] = node.arguments;
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'URL') return;
      if (target === undefined || target.type === 'SpreadElement') return;
      if (base !== undefined && isImportMeta(base, 'url')) addExpression('url', target);
    },
    CallExpression: (node) => {
      const [target] = node.arguments;
      if (!isImportMeta(node.callee, 'resolve') || target === undefined) return;
      if (target.type !== 'SpreadElement') addExpression('url', target);
    },
    MemberExpression: (node) => {
      if (isImportMeta(node, 'dirname') || isImportMeta(node, 'filename')) add('computed', node);
    },
  }).visit(program);
  return found;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function literalText(node: Expression): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type !== 'TemplateLiteral' || node.expressions.length > 0) return undefined;
  return node.quasis[0]?.value.cooked ?? undefined;
}

function isImportMeta(node: { readonly type: string }, property: string): boolean {
  if (node.type !== 'MemberExpression') return false;
  const member = node as Extract<Expression, { type: 'MemberExpression' }>;
  if (member.object.type !== 'MetaProperty' || member.object.meta.name !== 'import') return false;
  return member.property.type === 'Identifier' && member.property.name === property;
}
