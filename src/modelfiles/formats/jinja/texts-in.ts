import type { Expression } from './syntax-tree.ts';

/**
 * Texts of the template that an expression's value can hold: not those that it only compares with,
 * looks up, or raises as an error.
 */
export function textsIn(expression: Expression): readonly string[] {
  switch (expression.type) {
    case 'text':
      return [expression.value];
    case 'list':
      return expression.items.flatMap(textsIn);
    case 'dictionary':
      return expression.entries.flatMap(({ value }) => textsIn(value));
    case 'binary':
      return [...textsIn(expression.left), ...textsIn(expression.right)];
    case 'choice': {
      const otherwise = expression.otherwise === null ? [] : textsIn(expression.otherwise);
      return [...textsIn(expression.then), ...otherwise];
    }
    case 'filter': {
      const input = expression.input === null ? [] : textsIn(expression.input);
      return [...input, ...expression.args.flatMap(({ value }) => textsIn(value))];
    }
    case 'call': {
      const { callee, args } = expression;
      if (callee.type === 'name' && callee.name === 'raise_exception') return [];
      const object = callee.type === 'attribute' ? textsIn(callee.object) : [];
      return [...object, ...args.flatMap(({ value }) => textsIn(value))];
    }
    default:
      return [];
  }
}
