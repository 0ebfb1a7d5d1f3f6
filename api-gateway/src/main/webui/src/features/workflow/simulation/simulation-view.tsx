import { Ban, PenLine, Send } from 'lucide-react';
import type { Simulation, SimulationCommand, SimulationStep } from '../../../api/queries/flows';
import { nodeOf } from '../../../flow-model/graph';
import { type NameContext, nodeName, typeTitle, valueLabel } from '../../../flow-model/name';
import { isOperator, operatorInName } from '../../../flow-model/operators';
import type { FlowNode, NodeType } from '../../../flow-model/types';
import { asText } from '../../../flow-model/values';
import { operandsBeside, withTitles } from '../../../flow-model/walk';
import { texts } from '../../../texts/en';
import { communications as communicationsTexts } from '../../../texts/en/communications';
import { simulation as simulationTexts } from '../../../texts/en/workflow/simulation';
import { formatMoment } from '../../../time';
import { useEditor, useFlowState } from '../editor-context';
import s from './simulation.module.css';

const words = simulationTexts;

/** The same as the lit path, as text: each step with what was compared. */
export function SimulationView({ simulation }: { readonly simulation: Simulation }) {
  const { store, catalogue, flowId } = useEditor();
  const flow = useFlowState(state => state.flow);
  const selected = useFlowState(state => state.selectedNodes);
  const pointed = useFlowState(state => state.pointed);
  const nodeAt = (step: SimulationStep) => {
    const graph = step.flow_id === flowId ? flow : catalogue.flows.find(one => one.id === step.flow_id);
    return graph && nodeOf(graph, step.node_id);
  };
  return (
    <section className={s.result} aria-label={words.steps} aria-live="polite">
      <p className={s.outcome} data-failed={simulation.outcome === 'failed' || undefined}>
        {words.outcome[simulation.outcome] ?? simulation.outcome}
        {simulation.error ? `: ${simulation.error}` : ''}
      </p>
      <h3>{words.steps}</h3>
      <ol className={s.steps}>
        {simulation.path.map((step, index) => {
          const here = step.flow_id === flowId;
          const node = nodeAt(step);
          const name = node ? nodeName(node, catalogue) : step.node_id;
          const message = step.message && withTitles(step.message, catalogue);
          const marked = here && (pointed === null ? selected.has(step.node_id) : pointed === step.node_id);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a walk is a sequence
            <li key={index}>
              <button
                type="button"
                disabled={!here}
                aria-current={marked ? 'step' : undefined}
                onClick={() => {
                  store.getState().select([step.node_id]);
                  store.setState({ reveal: store.getState().reveal + 1 });
                }}
              >
                <span className={s.step}>
                  <b>{name}</b>
                  <em data-outcome={step.ended ?? step.port}>{leftBy(step)}</em>
                </span>
                {comparisonOf(node, name, step, catalogue).map((operand, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: both sides of a comparison may be the same
                  <span key={at} className={s.operand}>
                    {operand}
                  </span>
                ))}
                {message && message !== name && <span className={s.operand}>{message}</span>}
                {!here && (
                  <span className={s.operand}>{words.elsewhere(catalogue.flowName(step.flow_id) ?? step.flow_id)}</span>
                )}
              </button>
            </li>
          );
        })}
      </ol>
      <h3>{words.commands}</h3>
      {simulation.commands.length === 0 && <p className={s.none}>{words.noCommands}</p>}
      <ul className={s.commands}>
        {simulation.commands.map((command, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: commands are a sequence
          <Command key={index} command={command} timezone={simulation.timezone} />
        ))}
      </ul>
      {simulation.fires.map(fire => (
        <p key={fire.trigger} className={s.none}>
          {words.fires(typeTitle(fire.trigger as NodeType), fire.flows.map(one => one.name).join(', '))}
        </p>
      ))}
    </section>
  );
}

function channelName(channel: string): string {
  return (communicationsTexts.channel as Readonly<Record<string, string>>)[channel] ?? channel;
}

/** `2026-06-30 is on or after 2026-07-01`; of what is no check, what its name does not say. */
function comparisonOf(
  node: FlowNode | undefined,
  name: string,
  { operands, message }: SimulationStep,
  context: NameContext,
): readonly string[] {
  const operator = node?.settings.operator;
  if (operands.length === 0 || !isOperator(operator)) {
    return operandsBeside(
      name,
      operands.map(one => withTitles(one, context)),
    );
  }
  // That there is nothing to compare is what the message says.
  if (operands[0] === '' && message) return [];
  const property = context.property(asText(node?.settings.property));
  const [value, ...others] = operands.map(one => valueLabel(one, property));
  const parts = [value || words.notSet, operatorInName(operator), others.join(', ')];
  return [parts.filter(part => part !== '').join(' ')];
}

function leftBy({ port, ended }: SimulationStep): string {
  const how = ended ?? port ?? '';
  return words.left[how] ?? how;
}

function Command({ command, timezone }: { readonly command: SimulationCommand; readonly timezone: string }) {
  const { catalogue } = useEditor();
  switch (command.type) {
    case 'plan_communication': {
      const due = command.scheduled_at ?? command.due_at;
      return (
        <li>
          <Send size={14} aria-hidden />
          <div>
            <p>{words.plan(command.name ?? '', channelName(command.channel ?? ''), command.agent_name ?? '')}</p>
            {due && (
              <p className="tnum">
                {words.due(`${formatMoment(due, { timezone, dateFormat: 'yyyy-MM-dd' })} ${timezone}`)}
              </p>
            )}
            {command.skipped && <p>{words.skipped(command.skipped)}</p>}
            {command.reachable === false && <p>{words.unreachable}</p>}
            {command.subject && <p>{command.subject}</p>}
          </div>
        </li>
      );
    }
    case 'cancel_communications':
      return (
        <li>
          <Ban size={14} aria-hidden />
          <p>{words.cancel}</p>
        </li>
      );
    case 'update_field': {
      const field = catalogue.property(command.field ?? '')?.title ?? command.field ?? '';
      const text = (value: unknown) => (value === null || value === undefined ? texts.none : String(value));
      return (
        <li>
          <PenLine size={14} aria-hidden />
          <p>{words.update(field, text(command.before), text(command.after))}</p>
        </li>
      );
    }
  }
}
