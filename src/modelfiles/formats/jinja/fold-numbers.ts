import type { BinaryOperator } from './syntax-tree.ts';

/** What arithmetic on two known numbers gives; `null` where one is unknown. */
export function foldNumbers(
  operator: BinaryOperator,
  left: number | null,
  right: number | null,
): number | null {
  if (left === null || right === null) return null;
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '//':
      return Math.floor(left / right);
    case '%':
      return left - right * Math.floor(left / right);
    case '**':
      return left ** right;
    default:
      return null;
  }
}
