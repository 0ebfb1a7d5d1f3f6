import type { FlowEdge, FlowNode, Graph, Settings, XY } from './types';

/** Everything that can be done to a flow. What a person does is one operation, so that one undo takes it back. */
export type Operation =
  | { readonly op: 'add_nodes'; readonly nodes: readonly FlowNode[]; readonly edges: readonly FlowEdge[] }
  | {
      readonly op: 'remove';
      readonly nodeIds: readonly string[];
      readonly edgeIds: readonly string[];
      /** An edge that joins what an action stood between. */
      readonly join?: FlowEdge;
    }
  | { readonly op: 'move'; readonly positions: ReadonlyMap<string, XY> }
  | { readonly op: 'connect'; readonly edge: FlowEdge; readonly insteadOf?: string }
  | {
      readonly op: 'insert_on_edge';
      readonly edgeId: string;
      readonly node: FlowNode;
      readonly before: string;
      readonly after: string;
      /** Nodes that make room. */
      readonly shifted?: ReadonlyMap<string, XY>;
    }
  | {
      readonly op: 'set_settings';
      readonly nodeId: string;
      readonly settings: Settings;
      /** The label too, where both go back together. */
      readonly name?: string;
    }
  | { readonly op: 'rename'; readonly nodeId: string; readonly name: string }
  | { readonly op: 'paste'; readonly nodes: readonly FlowNode[]; readonly edges: readonly FlowEdge[] }
  | { readonly op: 'replace_all'; readonly graph: Graph };
