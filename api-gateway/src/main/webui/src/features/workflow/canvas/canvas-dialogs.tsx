import { Button, Group, Modal, Select, Stack, Table, TextInput } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { nodeOf, openPorts, portsOf, refusalOf } from '../../../flow-model/graph';
import { nodeName } from '../../../flow-model/name';
import { search } from '../../../flow-model/search';
import type { Port, XY } from '../../../flow-model/types';
import { texts } from '../../../texts/en';
import { workflow as workflowTexts } from '../../../texts/en/workflow';
import { canvasKeys } from '../../../texts/en/workflow/canvas-keys';
import { say as toast } from '../../../ui/toast';
import { useFlowActions } from '../actions';
import { useEditor, useFlowState } from '../editor-context';
import { kindOf } from '../registry';
import s from './canvas-dialogs.module.css';

export type OpenDialog =
  | { readonly kind: 'connect'; readonly nodeId: string }
  | { readonly kind: 'search' }
  | { readonly kind: 'keys' }
  | { readonly kind: 'menu'; readonly nodeId: string | null; readonly at: XY };

export interface CanvasDialogsViewProps {
  readonly dialog: OpenDialog;
  readonly onRename: (nodeId: string) => void;
  readonly onConnect: (nodeId: string) => void;
  readonly onClose: () => void;
}

const words = workflowTexts;
const { menu: keys } = canvasKeys;

export default function CanvasDialogsView({ dialog, onRename, onConnect, onClose }: CanvasDialogsViewProps) {
  switch (dialog.kind) {
    case 'connect':
      return <ConnectDialog nodeId={dialog.nodeId} onClose={onClose} />;
    case 'search':
      return <SearchDialog onClose={onClose} />;
    case 'keys':
      return <KeysDialog onClose={onClose} />;
    case 'menu':
      return (
        <ContextMenu
          nodeId={dialog.nodeId}
          at={dialog.at}
          onRename={onRename}
          onConnect={onConnect}
          onClose={onClose}
        />
      );
  }
}

/** A connection without a pointer: the port, then the target in a list that can be searched. */
function ConnectDialog({ nodeId, onClose }: { readonly nodeId: string; readonly onClose: () => void }) {
  const { catalogue } = useEditor();
  const flow = useFlowState(state => state.flow);
  const actions = useFlowActions();
  const node = nodeOf(flow, nodeId);
  const ports = node ? portsOf(node.type) : [];
  const [port, setPort] = useState<Port>((node && openPorts(flow, node)[0]) ?? ports[0] ?? 'out');
  const [target, setTarget] = useState<string | null>(null);
  const targets = useMemo(
    () =>
      flow.nodes
        .filter(other => refusalOf(flow, nodeId, other.id) === null)
        .map(other => ({ value: other.id, label: nodeName(other, catalogue) })),
    [flow, nodeId, catalogue],
  );
  if (!node) return null;
  return (
    <Modal opened onClose={onClose} title={words.connect.title(nodeName(node, catalogue))} size={420}>
      <form
        onSubmit={event => {
          event.preventDefault();
          if (target && actions.connect(nodeId, port, target)) onClose();
        }}
      >
        <Stack gap={14}>
          {ports.length > 1 && (
            <Select
              label={words.connect.port}
              data={ports.map(one => ({ value: one, label: words.ports[one] }))}
              value={port}
              allowDeselect={false}
              onChange={value => value && setPort(value as Port)}
            />
          )}
          <Select
            label={words.connect.target}
            placeholder={words.connect.find}
            nothingFoundMessage={words.connect.none}
            searchable
            data-autofocus
            data={targets}
            value={target}
            onChange={setTarget}
          />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {texts.cancel}
            </Button>
            <Button type="submit" disabled={!target}>
              {words.connect.submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function SearchDialog({ onClose }: { readonly onClose: () => void }) {
  const { catalogue, store } = useEditor();
  const flow = useFlowState(state => state.flow);
  const [typed, setTyped] = useState('');
  const [index, setIndex] = useState(0);
  const found = useMemo(
    () => search(flow, typed, catalogue, catalogue.agentName).slice(0, 50),
    [flow, typed, catalogue],
  );
  const go = (id: string | undefined) => {
    if (!id) return;
    store.getState().goTo(id);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={words.search.title} size={420} yOffset="10vh" centered={false}>
      <TextInput
        aria-label={words.search.placeholder}
        placeholder={words.search.placeholder}
        data-autofocus
        value={typed}
        onChange={event => {
          setTyped(event.currentTarget.value);
          setIndex(0);
        }}
        onKeyDown={event => {
          if (event.key === 'ArrowDown') setIndex(Math.min(index + 1, found.length - 1));
          else if (event.key === 'ArrowUp') setIndex(Math.max(index - 1, 0));
          else if (event.key === 'Enter') go(found[index]?.id);
          else return;
          event.preventDefault();
        }}
      />
      <div className={s.found} role="listbox" aria-label={words.search.title}>
        {found.map((node, at) => {
          const kind = kindOf(node.type);
          return (
            <div
              key={node.id}
              role="option"
              tabIndex={-1}
              aria-selected={at === index}
              className={s.row}
              onClick={() => go(node.id)}
            >
              <kind.icon size={15} aria-hidden />
              <span>{nodeName(node, catalogue)}</span>
              <em>{kind.title}</em>
            </div>
          );
        })}
        {typed && found.length === 0 && <p className={s.none}>{words.search.none}</p>}
      </div>
    </Modal>
  );
}

function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={canvasKeys.title} size={480}>
      <Table verticalSpacing={6} fz={13}>
        <Table.Tbody>
          {canvasKeys.rows.map(([keys, what]) => (
            <Table.Tr key={keys}>
              <Table.Td className={s.keys}>{keys}</Table.Td>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}

interface ContextMenuProps {
  readonly nodeId: string | null;
  readonly at: XY;
  readonly onRename: (nodeId: string) => void;
  readonly onConnect: (nodeId: string) => void;
  readonly onClose: () => void;
}

/** The same for the right button and for Shift+F10. */
function ContextMenu({ nodeId, at, onRename, onConnect, onClose }: ContextMenuProps) {
  const { store, readOnly } = useEditor();
  const actions = useFlowActions();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const onDown = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as globalThis.Node | null)) onClose();
    };
    document.addEventListener('pointerdown', onDown, true);
    return () => document.removeEventListener('pointerdown', onDown, true);
  }, [onClose]);
  const some = store.getState().selectedNodes.size > 0;
  /** Nothing is taken away that the clipboard does not hold. */
  const copy = async (then?: (nodes: readonly string[]) => void) => {
    const text = actions.copySelected();
    const nodes = [...store.getState().selectedNodes];
    if (!text) return;
    try {
      await navigator.clipboard.writeText(text);
      then?.(nodes);
      store.getState().say(words.said.copied(nodes.length));
    } catch {
      toast(words.clipboardRefused);
    }
  };
  const items: { label: string; keys?: string; danger?: boolean; act: () => void; shown: boolean }[] = [
    {
      label: words.menu.edit,
      keys: keys.edit,
      act: () => nodeId && store.getState().openPanel(nodeId),
      shown: nodeId !== null,
    },
    {
      label: words.menu.rename,
      keys: keys.rename,
      act: () => nodeId && onRename(nodeId),
      shown: nodeId !== null && !readOnly,
    },
    {
      label: words.menu.connect,
      keys: keys.connect,
      act: () => nodeId && onConnect(nodeId),
      shown: nodeId !== null && !readOnly,
    },
    { label: words.menu.copy, keys: keys.copy, act: () => void copy(), shown: some },
    {
      label: words.menu.cut,
      keys: keys.cut,
      act: () => void copy(nodes => actions.remove(nodes, [])),
      shown: some && !readOnly,
    },
    { label: words.menu.duplicate, keys: keys.duplicate, act: actions.duplicate, shown: some && !readOnly },
    { label: words.menu.selectAll, keys: keys.selectAll, act: actions.selectAll, shown: true },
    { label: words.menu.tidy, act: actions.tidy, shown: !readOnly },
    {
      label: words.menu.delete,
      keys: keys.delete,
      danger: true,
      act: actions.removeSelected,
      shown: some && !readOnly,
    },
  ];
  const shown = items.filter(item => item.shown);
  const step = (by: number) => {
    const all = [...(box.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const index = all.indexOf(document.activeElement as HTMLElement);
    all[(index + by + all.length) % all.length]?.focus();
  };
  return (
    <div
      ref={box}
      role="menu"
      className={s.menu}
      style={{ left: at.x, top: at.y }}
      onKeyDown={event => {
        event.stopPropagation();
        if (event.key === 'Escape' || event.key === 'Tab') onClose();
        else if (event.key === 'ArrowDown') step(1);
        else if (event.key === 'ArrowUp') step(-1);
        else return;
        event.preventDefault();
      }}
    >
      {shown.map(item => (
        <button
          key={item.label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          data-danger={item.danger || undefined}
          onClick={() => {
            onClose();
            item.act();
          }}
        >
          {item.label}
          {item.keys && <kbd aria-hidden>{item.keys}</kbd>}
        </button>
      ))}
    </div>
  );
}
