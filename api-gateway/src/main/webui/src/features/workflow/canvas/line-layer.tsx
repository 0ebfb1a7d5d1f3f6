import { getSmoothStepPath, Position, ViewportPortal } from '@xyflow/react';
import { memo, type PointerEvent } from 'react';
import { NODE_HEIGHT, NODE_WIDTH, type Port, type XY } from '../../../flow-model/types';
import { BEND, type LineEdge } from './edge-line';
import s from './edge-line.module.css';
import { type CardNode, PORT_SIZE, portLeft } from './node-card';

/** Down from a port, across, and down to a node. */
export function pathOf(from: CardNode, port: Port, to: XY): string {
  const [path] = getSmoothStepPath({
    sourceX: from.position.x + NODE_WIDTH * portLeft(from.data.node.type, port),
    sourceY: from.position.y + NODE_HEIGHT + PORT_SIZE / 2,
    targetX: to.x + NODE_WIDTH / 2,
    targetY: to.y - PORT_SIZE / 2,
    sourcePosition: Position.Bottom,
    targetPosition: Position.Top,
    ...BEND,
  });
  return path;
}

export interface LineLayerProps {
  readonly lines: readonly LineEdge[];
  readonly cards: ReadonlyMap<string, CardNode>;
  readonly onHover: (id: string) => void;
}

/**
 * The lines of a large flow to which nothing happens: one drawing. An edge of React Flow is a drawing of its own, which
 * computes its ends on each step of a pan and a drag, and hundreds of them pass through the view where many nodes lead
 * far; the one under the pointer becomes one.
 */
export const LineLayer = memo(function LineLayer({ lines, cards, onHover }: LineLayerProps) {
  const over = (event: PointerEvent) => {
    const id = (event.target as Element).getAttribute('data-line');
    if (id) onHover(id);
  };
  return (
    <ViewportPortal>
      <svg className={s.layer} onPointerOver={over} aria-hidden>
        {lines.map(line => {
          const from = cards.get(line.source);
          const to = cards.get(line.target);
          if (!from || !to) return null;
          const path = pathOf(from, (line.sourceHandle ?? 'out') as Port, to.position);
          return (
            <g key={line.id}>
              <path className={line.data?.faded ? s.faded : s.edge} d={path} />
              <path className={s.hit} d={path} data-line={line.id} />
            </g>
          );
        })}
      </svg>
    </ViewportPortal>
  );
});
