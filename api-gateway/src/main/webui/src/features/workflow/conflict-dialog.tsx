import { Button, Group, Modal } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { useFlowChanges } from '../../api/queries/flows';
import { nodeName } from '../../flow-model/name';
import type { Graph } from '../../flow-model/types';
import { cutTo } from '../../flow-model/values';
import { texts } from '../../texts/en';
import { workflow as workflowTexts } from '../../texts/en/workflow';
import { formatMoment } from '../../time';
import { useTimeSettings } from '../../ui/time';
import { sayFailed } from '../../ui/toast';
import s from './conflict-dialog.module.css';
import { useEditor } from './editor-context';

const words = workflowTexts.conflict;
const SHOWN = 50;

export interface Difference {
  readonly id: string;
  readonly what: 'changed' | 'mine' | 'theirs';
}

/** What differs between two versions, node by node; positions count too. */
export function differences(mine: Graph, theirs: Graph): readonly Difference[] {
  const other = new Map(theirs.nodes.map(node => [node.id, node]));
  const found: Difference[] = [];
  for (const node of mine.nodes) {
    const there = other.get(node.id);
    other.delete(node.id);
    if (!there) found.push({ id: node.id, what: 'mine' });
    else if (JSON.stringify(sorted(node)) !== JSON.stringify(sorted(there))) {
      found.push({ id: node.id, what: 'changed' });
    }
  }
  for (const id of other.keys()) found.push({ id, what: 'theirs' });
  return found;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null && inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** Two people saved the same flow: nothing is lost, and one of them decides. */
export default function ConflictDialog() {
  const { saveState, store, autosave, catalogue, campaignId } = useEditor();
  const settings = useTimeSettings();
  const [, setParameters] = useSearchParams();
  const { create } = useFlowChanges(campaignId);
  if (saveState.kind !== 'conflict') return null;
  const { theirs } = saveState;
  const mine = store.getState().flow;
  const found = differences(mine, theirs);
  const label = { changed: words.changed, mine: words.onlyMine, theirs: words.onlyTheirs };
  const nameOf = (id: string) => {
    const node = mine.nodes.find(one => one.id === id) ?? theirs.nodes.find(one => one.id === id);
    return node ? nodeName(node, catalogue) : id;
  };
  const takeTheirs = () => {
    store.getState().replace(theirs);
    autosave.resolve(theirs.revision, theirs);
  };
  const keepMine = () => {
    store.setState({ flow: { ...mine, revision: theirs.revision } });
    autosave.resolve(theirs.revision, theirs);
    void autosave.flush();
  };
  const copyMine = () =>
    create.mutate(
      { name: cutTo(workflowTexts.flows.copyName(mine.name), 200), nodes: mine.nodes, edges: mine.edges },
      {
        onError: sayFailed,
        onSuccess: made => {
          takeTheirs();
          setParameters({ flow: made.id });
        },
      },
    );
  return (
    <Modal opened onClose={() => {}} withCloseButton={false} title={words.title} size={520}>
      <p className={s.text}>
        {words.text(
          theirs.updated_by || words.someone,
          theirs.updated_at ? formatMoment(theirs.updated_at, settings) : texts.none,
        )}
      </p>
      <h2 className={s.head}>{words.differences}</h2>
      <ul className={s.list}>
        {found.length === 0 && <li>{words.same}</li>}
        {found.slice(0, SHOWN).map(one => (
          <li key={one.id}>
            <b>{nameOf(one.id)}</b>
            <span>{label[one.what]}</span>
          </li>
        ))}
        {found.length > SHOWN && <li>{words.more(found.length - SHOWN)}</li>}
      </ul>
      <Group justify="flex-end" gap={8} mt={16}>
        <Button variant="default" onClick={takeTheirs}>
          {words.takeTheirs}
        </Button>
        <Button variant="default" loading={create.isPending} onClick={copyMine}>
          {words.copyMine}
        </Button>
        <Button title={words.keepMineHint} onClick={keepMine}>
          {words.keepMine}
        </Button>
      </Group>
    </Modal>
  );
}
