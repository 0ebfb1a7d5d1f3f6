import { ActionIcon, Button, Menu } from '@mantine/core';
import { CircleAlert, Plus, Trash2, TriangleAlert, X } from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { nodeName } from '../../../flow-model/name';
import { NODE_WIDTH, type Port } from '../../../flow-model/types';
import { texts } from '../../../texts/en';
import { workflow as workflowTexts } from '../../../texts/en/workflow';
import { useFlowActions } from '../actions';
import { useEditor, useFlowState } from '../editor-context';
import EmptyFlow from '../empty-flow';
import { kindOf, kinds } from '../registry';
import s from './outline.module.css';
import { type Branch, outlineOf } from './tree';

const words = workflowTexts.outline;

/** The same flow as a list that can be read aloud and edited on a phone, with the same operations. */
export default function Outline() {
  const { store, readOnly } = useEditor();
  const flow = useFlowState(state => state.flow);
  const rows = useMemo(() => outlineOf(flow), [flow]);
  const [current, setCurrent] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const focus = (index: number) => {
    const next = Math.max(0, Math.min(index, rows.length - 1));
    setCurrent(next);
    list.current?.querySelectorAll<HTMLElement>('[role=treeitem]')[next]?.focus();
  };
  return (
    <aside className={s.panel} aria-label={words.title}>
      <header className={s.head}>
        <h2>{words.title}</h2>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={30}
          aria-label={texts.close}
          onClick={() => store.getState().closePanel()}
        >
          <X size={17} />
        </ActionIcon>
      </header>
      <div className={s.body}>
        {rows.length > 0 ? (
          <div ref={list} role="tree" aria-label={words.label}>
            {rows.map((row, index) => (
              <Row
                key={row.key}
                row={row}
                tabIndex={index === current ? 0 : -1}
                index={index}
                onFocus={focus}
                rows={rows}
              />
            ))}
          </div>
        ) : (
          !readOnly && <EmptyFlow within />
        )}
        {!readOnly && rows.length > 0 && <AddTrigger />}
      </div>
    </aside>
  );
}

interface RowProps {
  readonly row: Branch;
  readonly index: number;
  readonly tabIndex: number;
  readonly rows: readonly Branch[];
  readonly onFocus: (index: number) => void;
}

function Row({ row, index, tabIndex, rows, onFocus }: RowProps) {
  const { store, catalogue, findingsByNode, readOnly } = useEditor();
  const actions = useFlowActions();
  const { node, port } = row;
  const findings = node ? (findingsByNode.get(node.id) ?? []) : [];
  const name = node ? nodeName(node, catalogue) : '';
  const branch = port && port !== 'out' ? `${workflowTexts.ports[port]}: ` : '';
  const label = node
    ? `${branch}${row.again ? words.again(name) : name}`
    : words.openPort(port ? workflowTexts.ports[port] : '');
  const error = findings.some(finding => finding.severity === 'error');
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const parent = () => rows.findIndex(one => one.node?.id === row.parent && !one.again);
    if (event.key === 'ArrowDown') onFocus(index + 1);
    else if (event.key === 'ArrowUp') onFocus(index - 1);
    else if (event.key === 'Home') onFocus(0);
    else if (event.key === 'End') onFocus(rows.length - 1);
    else if (event.key === 'ArrowLeft' && parent() >= 0) onFocus(parent());
    else if (event.key === 'Enter' && node) store.getState().openPanel(node.id, '');
    else if ((event.key === 'Delete' || event.key === 'Backspace') && node) actions.remove([node.id], []);
    else return;
    event.preventDefault();
  };
  const Icon = node ? kindOf(node.type).icon : null;
  return (
    <div
      role="treeitem"
      aria-level={row.level}
      aria-label={label}
      aria-selected={false}
      tabIndex={tabIndex}
      className={s.row}
      data-group={node ? kindOf(node.type).group : undefined}
      data-open={node ? undefined : true}
      style={{ '--level': row.level - 1 } as React.CSSProperties}
      onKeyDown={onKeyDown}
      onClick={() => node && store.getState().openPanel(node.id)}
    >
      {Icon && <Icon size={15} strokeWidth={1.9} aria-hidden />}
      <span className={s.name}>
        {branch && node && <b data-port={port}>{branch}</b>}
        {node ? (row.again ? words.again(name) : name) : label}
      </span>
      {findings.length > 0 &&
        (error ? (
          <CircleAlert size={14} color="var(--bad)" aria-label={workflowTexts.findings.error} />
        ) : (
          <TriangleAlert size={14} color="var(--warn)" aria-label={workflowTexts.findings.warning} />
        ))}
      {!readOnly && !node && row.parent && port && <AddMenu nodeId={row.parent} port={port} label={label} />}
      {!readOnly && node && !row.again && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={26}
          tabIndex={-1}
          aria-label={`${texts.delete} ${name}`}
          onClick={event => {
            event.stopPropagation();
            actions.remove([node.id], []);
          }}
        >
          <Trash2 size={14} />
        </ActionIcon>
      )}
    </div>
  );
}

/** Another way in, right of all that is there. */
function AddTrigger() {
  const actions = useFlowActions();
  const nodes = useFlowState(state => state.flow.nodes);
  const left = kinds.filter(kind => kind.group === 'trigger' && nodes.every(node => node.type !== kind.type));
  if (left.length === 0) return null;
  const place = { x: Math.max(...nodes.map(node => node.position.x)) + NODE_WIDTH + 80, y: 0 };
  return (
    <Menu position="top-start" width={236}>
      <Menu.Target>
        <Button className={s.trigger ?? ''} variant="subtle" leftSection={<Plus size={14} aria-hidden />}>
          {words.addTrigger}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {left.map(kind => (
          <Menu.Item
            key={kind.type}
            leftSection={<kind.icon size={15} />}
            onClick={() => actions.addSomewhere(kind.type, place)}
          >
            {kind.title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function AddMenu({ nodeId, port, label }: { readonly nodeId: string; readonly port: Port; readonly label: string }) {
  const actions = useFlowActions();
  return (
    <Menu position="bottom-end" width={236}>
      <Menu.Target>
        <ActionIcon variant="default" size={26} aria-label={`${words.addAfter}: ${label}`}>
          <Plus size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflow: 'auto' }}>
        {kinds
          .filter(kind => kind.group !== 'trigger')
          .map(kind => (
            <Menu.Item
              key={kind.type}
              leftSection={<kind.icon size={15} />}
              onClick={() => actions.addAfter(nodeId, port, kind.type)}
            >
              {kind.title}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
