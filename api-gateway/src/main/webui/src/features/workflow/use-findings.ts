import { useCallback, useEffect, useMemo, useState } from 'react';
import { validateFlow } from '../../api/queries/flows';
import type { Finding } from '../../api/types';
import { merge, validate } from '../../flow-model/validate';
import type { SaveState } from './autosave';
import type { Catalogue } from './catalogue';
import { type EditorStore, useEditorState } from './editor-store';

const none: readonly Finding[] = [];

/**
 * Local rules at once, the server's after each save. They depend on what the flow is and not on where its nodes stand, so
 * moving a node does not search again.
 */
export function useFindings(
  campaignId: string,
  flowId: string,
  store: EditorStore,
  catalogue: Catalogue,
  saveState: SaveState,
  surroundings: unknown,
) {
  const flow = useEditorState(store, state => state.flow);
  const changed = useEditorState(store, state => state.changedNodes);
  const [server, setServer] = useState<readonly Finding[] | null>(null);
  const [unchecked, setUnchecked] = useState(false);
  const [tries, setTries] = useState(0);
  const revision = flow.revision;
  const saved = saveState.kind === 'saved';

  // biome-ignore lint/correctness/useExhaustiveDependencies: agents, fields and other flows are part of what is validated
  useEffect(() => {
    if (!saved) return;
    let current = true;
    validateFlow(campaignId, flowId).then(
      findings => {
        if (!current) return;
        setUnchecked(false);
        setServer(findings.filter(finding => !finding.flow_id || finding.flow_id === flowId));
        store.getState().validated();
      },
      // Without the server's word the local rules stand.
      () => {
        if (current) setUnchecked(true);
      },
    );
    return () => {
      current = false;
    };
  }, [campaignId, flowId, revision, saved, store, surroundings, tries]);

  const refused = saveState.kind === 'refused' ? saveState.findings : null;
  const content = useContentKey(flow);
  // biome-ignore lint/correctness/useExhaustiveDependencies: positions do not matter
  const local = useMemo(() => validate(flow, catalogue), [content, catalogue]);
  const findings = useMemo(() => refused ?? merge(server, local, changed), [refused, server, local, changed]);
  const byNode = useMemo(() => {
    const map = new Map<string, Finding[]>();
    for (const finding of findings) {
      if (!finding.node_id) continue;
      const list = map.get(finding.node_id);
      if (list) list.push(finding);
      else map.set(finding.node_id, [finding]);
    }
    return map as ReadonlyMap<string, readonly Finding[]>;
  }, [findings]);
  const recheck = useCallback(() => setTries(before => before + 1), []);
  return { findings: findings.length === 0 ? none : findings, byNode, recheck: unchecked ? recheck : null };
}

/** Changes when something else than a position does. */
function useContentKey(flow: { nodes: readonly { settings: unknown; name: string }[]; edges: unknown }): object {
  const [kept, setKept] = useState<{ nodes: readonly { settings: unknown; name: string }[]; edges: unknown }>(flow);
  const same =
    kept.edges === flow.edges &&
    kept.nodes.length === flow.nodes.length &&
    kept.nodes.every((node, index) => {
      const other = flow.nodes[index];
      return other !== undefined && (node === other || (node.settings === other.settings && node.name === other.name));
    });
  if (!same) setKept(flow);
  return same ? kept : flow;
}
