import { createContext, useContext } from 'react';
import type { Refusal } from '../../../flow-model/graph';
import type { Port, XY } from '../../../flow-model/types';
import type { Place } from '../editor-store';

export interface Connecting {
  readonly source: string;
  /** Why an edge to a node may not be drawn; null if it may. */
  readonly refusal: (target: string) => Refusal | null;
}

/** Where a picker is open, and what is made of what is picked. */
export type PickerFor =
  | { readonly kind: 'port'; readonly nodeId: string; readonly port: Port; readonly at: XY | null }
  | { readonly kind: 'edge'; readonly edgeId: string };

export interface CanvasActions {
  readonly readOnly: boolean;
  readonly connecting: Connecting | null;
  readonly renaming: string | null;
  readonly pick: (what: PickerFor, screen: XY) => void;
  readonly showParticipants: (place: Place) => void;
  readonly rename: (nodeId: string, name: string | null) => void;
}

export const CanvasContext = createContext<CanvasActions>({
  readOnly: true,
  connecting: null,
  renaming: null,
  pick: () => {},
  showParticipants: () => {},
  rename: () => {},
});

export function useCanvas(): CanvasActions {
  return useContext(CanvasContext);
}
