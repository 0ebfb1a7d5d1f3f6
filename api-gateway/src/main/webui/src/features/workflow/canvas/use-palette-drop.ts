import type { ReactFlowInstance } from '@xyflow/react';
import { type DragEvent, useState } from 'react';
import { groupOf } from '../../../flow-model/graph';
import { NODE_HEIGHT, NODE_WIDTH } from '../../../flow-model/types';
import { useFlowActions } from '../actions';
import { useEditor } from '../editor-context';
import { draggedType } from '../palette/dragging';
import type { LineEdge } from './edge-line';
import type { CardNode } from './node-card';

/** Also below its own button or count, but not below a node. */
function edgeUnder(event: DragEvent): string | null {
  for (const under of document.elementsFromPoint(event.clientX, event.clientY)) {
    if (under.closest('.react-flow__node')) return null;
    const edge = under.closest('.react-flow__edge, [data-line]');
    if (edge) return edge.getAttribute('data-id') ?? edge.getAttribute('data-line');
  }
  return null;
}

/** What is dragged from the palette lands where it is dropped, or in the line below it; nothing leads into a trigger. */
export function usePaletteDrop(view: ReactFlowInstance<CardNode, LineEdge>, onDropped: () => void) {
  const { readOnly } = useEditor();
  const actions = useFlowActions();
  const [dropping, setDropping] = useState<string | null>(null);
  const onDragOver = (event: DragEvent) => {
    const type = draggedType();
    if (readOnly || !type) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setDropping(groupOf(type) !== 'trigger' ? edgeUnder(event) : null);
  };
  const onDragLeave = () => setDropping(null);
  const onDrop = (event: DragEvent) => {
    const type = draggedType();
    setDropping(null);
    if (!type || readOnly) return;
    event.preventDefault();
    const edge = groupOf(type) !== 'trigger' ? edgeUnder(event) : null;
    const at = view.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    if (edge) actions.insertOn(edge, type);
    else actions.addAt(type, { x: at.x - NODE_WIDTH / 2, y: at.y - NODE_HEIGHT / 2 });
    onDropped();
  };
  return [dropping, { onDragOver, onDragLeave, onDrop }] as const;
}
