import type { NameContext } from './name';

/** What the server says of a field by its reference, with the field's title: `Due Date is not set`. */
export function withTitles(text: string, context: NameContext): string {
  return text.replace(
    /\b(?:customer|participant|communication)\.[a-z0-9_]+/g,
    reference => context.property(reference)?.title ?? reference,
  );
}

/**
 * What a step of a walk compared or wrote, beside the label of its node: the only operand of a communication is its name,
 * which its label is already as a rule.
 */
export function operandsBeside(label: string, operands: readonly string[]): readonly string[] {
  return operands.length === 1 && operands[0] === label ? [] : operands;
}
