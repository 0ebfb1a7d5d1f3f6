import type { WalkStep } from '../../api/queries/walks';
import { nodeOf } from '../../flow-model/graph';
import { type NameContext, nodeName, valueLabel } from '../../flow-model/name';
import { isOperator, operatorInName } from '../../flow-model/operators';
import type { Flow, FlowNode } from '../../flow-model/types';
import { operandsBeside } from '../../flow-model/walk';
import { participants as participantsTexts } from '../../texts/en/participants';

const words = participantsTexts.walks;

export function stepNode(step: WalkStep, flow: Flow | undefined): FlowNode | undefined {
  return flow && nodeOf(flow, step.node_id);
}

export function stepName(step: WalkStep, flow: Flow | undefined, context: NameContext): string {
  const node = stepNode(step, flow);
  return node ? nodeName(node, context) : step.node_id;
}

/**
 * What a check compared: `Due Date: 2026-06-30 is on or after 2026-07-01`. The operator is the flow's of now, so it is only
 * said if the flow is still the one that was walked; else the operands stand alone.
 */
export function comparison(step: WalkStep, flow: Flow | undefined, same: boolean, context: NameContext): string | null {
  if (step.operands.length === 0) return null;
  const settings = same ? stepNode(step, flow)?.settings : undefined;
  const operator = settings?.operator;
  const property = settings?.property;
  if (!isOperator(operator) || typeof property !== 'string') {
    return operandsBeside(stepName(step, flow, context), step.operands).join(' · ') || null;
  }
  const known = context.property(property);
  const [value = '', ...others] = step.operands.map(one => valueLabel(one, known));
  return words.comparison(
    known?.title ?? property,
    value === '' ? words.notSet : value,
    operatorInName(operator),
    others.join(', '),
  );
}
