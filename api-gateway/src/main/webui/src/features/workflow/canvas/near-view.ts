import { type ReactFlowState, useStore } from '@xyflow/react';
import { useCallback, useMemo, useRef } from 'react';
import { NODE_HEIGHT, NODE_WIDTH, type XY } from '../../../flow-model/types';
import type { LineEdge } from './edge-line';
import type { CardNode } from './node-card';

/** More than a line goes straight on before it turns (edge-line.tsx). */
const BEND = 24;
/** A smaller flow is given to the canvas as it is. */
export const WHOLE_UP_TO = 150;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** An eighth of a view or more, as a power of two, so that it stays the same over many steps of a zoom. */
function cellSize(seen: number): number {
  return 2 ** Math.ceil(Math.log2(seen / 8));
}

type View = Pick<ReactFlowState, 'transform' | 'width' | 'height'>;

/**
 * Which cell of the plane the view begins in. It stays the same over many steps of a pan: a selector must give a primitive,
 * and what depends on it is computed when it changes.
 */
export function cellOf({ transform, width, height }: View): string {
  const [x, y, zoom] = transform;
  if (width === 0 || height === 0) return '';
  const wide = cellSize(width / zoom);
  const high = cellSize(height / zoom);
  const columns = Math.ceil(width / zoom / wide);
  const rows = Math.ceil(height / zoom / high);
  return [Math.floor(-x / zoom / wide), Math.floor(-y / zoom / high), columns, rows, wide, high].join(' ');
}

/** What is in view from anywhere in the cell, and one cell around it, so that nothing is missing for a frame. */
export function boxOf(cell: string): Box | null {
  if (cell === '') return null;
  const [column = 0, row = 0, columns = 0, rows = 0, wide = 0, high = 0] = cell.split(' ').map(Number);
  return {
    left: (column - 1) * wide,
    top: (row - 1) * high,
    right: (column + columns + 2) * wide,
    bottom: (row + rows + 2) * high,
  };
}

/** The cell of before as long as what it gives holds the view: who goes to and fro over its edge has nothing drawn again. */
export function cellFrom(before: string, view: View): string {
  const now = cellOf(view);
  const held = boxOf(before);
  const sizes = (cell: string) => cell.split(' ').slice(2).join(' ');
  if (held === null || sizes(before) !== sizes(now)) return now;
  const [x, y, zoom] = view.transform;
  const left = -x / zoom;
  const top = -y / zoom;
  const holds =
    left >= held.left &&
    top >= held.top &&
    left + view.width / zoom <= held.right &&
    top + view.height / zoom <= held.bottom;
  return holds ? before : now;
}

function overlaps(one: Box, other: Box): boolean {
  return one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
}

function cardBox({ x, y }: XY): Box {
  return { left: x, top: y, right: x + NODE_WIDTH, bottom: y + NODE_HEIGHT };
}

/**
 * Where a line is drawn: down from one node, across in the middle between them, and down to the other. What leads upwards
 * goes around, and may be anywhere between the two.
 */
export function partsOf(from: XY, to: XY): readonly Box[] {
  const left = Math.min(from.x, to.x);
  const right = Math.max(from.x, to.x) + NODE_WIDTH;
  const start = from.y + NODE_HEIGHT;
  if (to.y - start < 2 * BEND) {
    const top = Math.min(from.y, to.y) - BEND;
    return [{ left: left - BEND, top, right: right + BEND, bottom: Math.max(from.y, to.y) + NODE_HEIGHT + BEND }];
  }
  const middle = (start + to.y) / 2;
  return [
    { left: from.x, top: start, right: from.x + NODE_WIDTH, bottom: middle },
    { left, top: middle - BEND, right, bottom: middle + BEND },
    { left: to.x, top: middle, right: to.x + NODE_WIDTH, bottom: to.y },
  ];
}

export interface Near {
  readonly nodes: readonly CardNode[];
  readonly edges: LineEdge[];
  /** What is only to be seen, with no node at its ends. */
  readonly lines: readonly LineEdge[];
}

/** The nodes in the box and the edges that cross it; those that something happens to, with the nodes at their ends. */
export function inBox(
  cards: ReadonlyMap<string, CardNode>,
  lines: ReadonlyMap<string, LineEdge>,
  box: Box,
  isHeld: (id: string) => boolean,
): Near {
  const near = new Set<string>();
  for (const { id, position } of cards.values()) {
    if (overlaps(cardBox(position), box) || isHeld(id)) near.add(id);
  }
  const edges: LineEdge[] = [];
  const rest: LineEdge[] = [];
  for (const line of lines.values()) {
    const from = cards.get(line.source)?.position;
    const to = cards.get(line.target)?.position;
    if (!from || !to) continue;
    const touched = isTouched(line) || isHeld(line.source) || isHeld(line.target);
    if (!touched && !partsOf(from, to).some(part => overlaps(part, box))) continue;
    if (touched) {
      edges.push(line);
      near.add(line.source).add(line.target);
    } else rest.push(line);
  }
  return { nodes: [...cards.values()].filter(card => near.has(card.id)), edges, lines: rest };
}

/** It has a button or a figure of its own, or stands out. */
function isTouched({ selected, data }: LineEdge): boolean {
  return (
    selected === true || data?.hot === true || data?.dropping === true || data?.lit === true || data?.count != null
  );
}

const nothing: Near = { nodes: [], edges: [], lines: [] };

/**
 * What of a large flow the canvas is given: React Flow looks at every node and edge that it has on each step of a pan and of a
 * drag. What is selected or held stays, wherever the view goes; the lines that are only seen are one drawing (line-layer.tsx).
 */
export function useNearView(
  cards: ReadonlyMap<string, CardNode>,
  lines: ReadonlyMap<string, LineEdge>,
  selected: ReadonlySet<string>,
  held: ReadonlySet<string>,
): Near {
  const before = useRef('');
  const cell = useStore(
    useCallback((view: View) => {
      before.current = cellFrom(before.current, view);
      return before.current;
    }, []),
  );
  const whole = cards.size <= WHOLE_UP_TO;
  const near = whole ? '' : cell;
  return useMemo(() => {
    if (whole) return { nodes: [...cards.values()], edges: [...lines.values()], lines: [] };
    const box = boxOf(near);
    // Before the canvas has a size.
    if (box === null) return nothing;
    return inBox(cards, lines, box, id => selected.has(id) || held.has(id));
  }, [cards, lines, whole, near, selected, held]);
}
