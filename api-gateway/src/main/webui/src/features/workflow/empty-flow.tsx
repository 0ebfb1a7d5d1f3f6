import { NODE_WIDTH } from '../../flow-model/types';
import { texts } from '../../texts/en';
import { useFlowActions } from './actions';
import s from './empty-flow.module.css';
import { kinds } from './registry';

/** An empty canvas asks the one question that comes first. */
export function EmptyFlow() {
  const actions = useFlowActions();
  return (
    <section className={s.box} aria-label={texts.workflow.empty.title}>
      <h2>{texts.workflow.empty.title}</h2>
      <p>{texts.workflow.empty.text}</p>
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
