/**
 * What a step of a walk compared or wrote, beside the label of its node: the only operand of a communication is its name,
 * which its label is already as a rule.
 */
export function operandsBeside(label: string, operands: readonly string[]): readonly string[] {
  return operands.length === 1 && operands[0] === label ? [] : operands;
}
