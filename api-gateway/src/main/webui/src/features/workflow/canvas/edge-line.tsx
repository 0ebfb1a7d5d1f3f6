import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from '@xyflow/react';
import { Plus } from 'lucide-react';
import { memo } from 'react';
import { number } from '../../../texts/en/common';
import { workflow as workflowTexts } from '../../../texts/en/workflow';
import { useCanvas } from './canvas-context';
import s from './edge-line.module.css';

export interface LineData extends Record<string, unknown> {
  readonly count: number | null;
  readonly counted: boolean;
  readonly share: string;
  readonly lit: boolean;
  readonly faded: boolean;
  readonly hot: boolean;
  /** Something from the palette hovers above it. */
  readonly dropping: boolean;
}

/** How a line turns. */
export const BEND = { borderRadius: 12, offset: 18 } as const;

export type LineEdge = Edge<LineData, 'flow'>;

/** Labels are elements only where there is something to say: hovered, selected, or counting. */
export const EdgeLine = memo(function EdgeLine(edge: EdgeProps<LineEdge>) {
  const { readOnly, pick, showParticipants } = useCanvas();
  const [path, x, y] = getSmoothStepPath({
    sourceX: edge.sourceX,
    sourceY: edge.sourceY,
    targetX: edge.targetX,
    targetY: edge.targetY,
    sourcePosition: edge.sourcePosition,
    targetPosition: edge.targetPosition,
    ...BEND,
  });
  const { data } = edge;
  const look = data?.dropping
    ? s.dropping
    : edge.selected
      ? s.selected
      : data?.lit
        ? s.lit
        : data?.faded
          ? s.faded
          : s.edge;
  const plus = !readOnly && data?.hot;
  const count = data?.count ?? null;
  return (
    <>
      <BaseEdge id={edge.id} path={path} className={look ?? ''} interactionWidth={22} />
      {(plus || count !== null) && (
        <EdgeLabelRenderer>
          <div
            className={`${s.label} nodrag nopan`}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          >
            {plus ? (
              <button
                type="button"
                tabIndex={-1}
                className={s.plus}
                aria-label={workflowTexts.node.insertHere}
                onClick={event => {
                  const box = event.currentTarget.getBoundingClientRect();
                  pick({ kind: 'edge', edgeId: edge.id }, { x: box.left, y: box.bottom + 6 });
                }}
              >
                <Plus size={13} strokeWidth={2.4} aria-hidden />
              </button>
            ) : data?.counted && count ? (
              <button
                type="button"
                tabIndex={-1}
                className={`${s.count} tnum`}
                title={data.share}
                aria-label={workflowTexts.participants.show(number(count), data.share)}
                onClick={() => showParticipants({ edgeId: edge.id })}
              >
                {number(count)}
              </button>
            ) : (
              <span className={`${s.count} tnum`} title={data?.share}>
                {number(count ?? 0)}
              </span>
            )}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
