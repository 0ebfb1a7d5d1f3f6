import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { FlowNode, Group, NodeType, Settings } from '../../../flow-model/types';

export interface PanelProps {
  readonly node: FlowNode;
  /** Replaces settings; changes of one key within a second are one step. */
  readonly change: (settings: Settings, key: string) => void;
}

/** All that the page knows of a node type; palette, canvas, panel and picker loop over these. */
export interface NodeKind {
  readonly type: NodeType;
  readonly group: Group;
  readonly icon: LucideIcon;
  /** In the palette. */
  readonly title: string;
  /** Above the name, on a card that is called as its type. */
  readonly kicker: string;
  readonly empty: () => Settings;
  readonly Panel: ComponentType<PanelProps> | null;
}
