import { TextInput } from '@mantine/core';
import { useReactFlow } from '@xyflow/react';
import { Search } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { NODE_HEIGHT, NODE_WIDTH } from '../../../flow-model/types';
import { workflow as workflowTexts } from '../../../texts/en/workflow';
import { useFlowActions } from '../actions';
import { kinds } from '../registry';
import type { NodeKind } from '../registry/kind';
import { setDraggedType } from './dragging';
import s from './palette.module.css';

const words = workflowTexts;
const groups = ['trigger', 'condition', 'action'] as const;

/** Every node type: dragged onto the canvas, or added by a click or Enter. */
export function Palette() {
  const [typed, setTyped] = useState('');
  const view = useReactFlow();
  const actions = useFlowActions();
  const wanted = typed.trim().toLowerCase();
  const shown = kinds.filter(kind => `${kind.title} ${kind.kicker}`.toLowerCase().includes(wanted));
  const add = (kind: NodeKind) => {
    const canvas = document.querySelector('[data-canvas]')?.getBoundingClientRect();
    const center = view.screenToFlowPosition({
      x: (canvas?.left ?? 0) + (canvas?.width ?? 0) / 2,
      y: (canvas?.top ?? 0) + (canvas?.height ?? 0) / 2,
    });
    actions.addSomewhere(kind.type, { x: center.x - NODE_WIDTH / 2, y: center.y - NODE_HEIGHT / 2 });
  };
  return (
    <aside className={s.palette} aria-label={words.palette.label}>
      <TextInput
        size="xs"
        aria-label={words.palette.find}
        placeholder={words.palette.find}
        leftSection={<Search size={14} aria-hidden />}
        value={typed}
        onChange={event => setTyped(event.currentTarget.value)}
        onKeyDown={event => {
          const [first] = shown;
          if (event.key === 'Enter' && first && wanted) add(first);
        }}
      />
      {groups.map(group => {
        const ofGroup = shown.filter(kind => kind.group === group);
        if (ofGroup.length === 0) return null;
        return (
          <section key={group} className={s.group} data-group={group} aria-label={words.groups[group]}>
            <h2>
              <i />
              {words.groups[group]}
            </h2>
            {ofGroup.map(kind => (
              <button
                key={kind.type}
                type="button"
                className={s.kind}
                draggable
                title={words.palette.hint}
                onClick={() => add(kind)}
                onDragStart={event => begin(event, kind)}
                onDragEnd={() => setDraggedType(null)}
              >
                <span>
                  <kind.icon size={14} strokeWidth={2} aria-hidden />
                </span>
                {kind.title}
              </button>
            ))}
          </section>
        );
      })}
      {shown.length === 0 && <p className={s.none}>{words.palette.none}</p>}
    </aside>
  );
}

/** The ghost is as large as the card will be and hangs by its centre, so it lands where it is seen. */
function begin(event: DragEvent, kind: NodeKind): void {
  setDraggedType(kind.type);
  event.dataTransfer.effectAllowed = 'copy';
  event.dataTransfer.setData('text/plain', kind.title);
  const ghost = document.createElement('div');
  ghost.className = s.ghost ?? '';
  ghost.dataset.group = kind.group;
  ghost.textContent = kind.title;
  document.body.append(ghost);
  event.dataTransfer.setDragImage(ghost, NODE_WIDTH / 2, NODE_HEIGHT / 2);
  requestAnimationFrame(() => ghost.remove());
}
