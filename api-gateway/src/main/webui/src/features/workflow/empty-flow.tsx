import { NODE_WIDTH } from '../../flow-model/types';
import { workflow as workflowTexts } from '../../texts/en/workflow';
import { useFlowActions } from './actions';
import s from './empty-flow.module.css';
import { kinds } from './registry';

export interface EmptyFlowProps {
  /** In a list, and not above the middle of the canvas. */
  readonly within?: boolean;
}

/** An empty canvas asks the one question that comes first. */
export default function EmptyFlow({ within = false }: EmptyFlowProps) {
  const actions = useFlowActions();
  return (
    <section className={s.box} data-within={within || undefined} aria-label={workflowTexts.empty.title}>
      <h2>{workflowTexts.empty.title}</h2>
      <p>{workflowTexts.empty.text}</p>
      <div className={s.grid}>
        {kinds
          .filter(kind => kind.group === 'trigger')
          .map(kind => (
            <button
              key={kind.type}
              type="button"
              onClick={() => actions.addAt(kind.type, { x: -NODE_WIDTH / 2, y: 0 })}
            >
              <span>
                <kind.icon size={16} strokeWidth={1.9} aria-hidden />
              </span>
              {kind.title}
            </button>
          ))}
      </div>
    </section>
  );
}
