import type { NodeType } from '../../../flow-model/types';

/** What is being dragged: a drag's data cannot be read before the drop, and the canvas has to know while it hovers. */
let dragged: NodeType | null = null;

export function draggedType(): NodeType | null {
  return dragged;
}

export function setDraggedType(type: NodeType | null): void {
  dragged = type;
}
