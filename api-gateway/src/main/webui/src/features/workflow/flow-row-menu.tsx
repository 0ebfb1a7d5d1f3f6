import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { ArrowDown, ArrowUp, Copy, MoreHorizontal, Pencil, Play, Square, Trash2 } from 'lucide-react';
import type { Flow } from '../../flow-model/types';
import { workflow as workflowTexts } from '../../texts/en/workflow';

const words = workflowTexts.flows;

export interface FlowRowMenuProps {
  readonly flow: Flow;
  readonly locked: boolean;
  readonly first: boolean;
  readonly last: boolean;
  readonly onActive: (active: boolean) => void;
  readonly onRename: () => void;
  readonly onDuplicate: () => void;
  readonly onDelete: () => void;
  readonly onMove: (by: number) => void;
}

/** The three dots next to a flow. What has to wait until the campaign is stopped says so. */
export function FlowRowMenu({ flow, locked, first, last, ...does }: FlowRowMenuProps) {
  const reason = locked ? words.locked : '';
  return (
    <Menu position="bottom-end" width={180} withinPortal={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={words.actions(flow.name)}>
          <MoreHorizontal size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Tooltip label={reason} disabled={!locked} position="right">
          <Menu.Item
            leftSection={flow.active ? <Square size={14} /> : <Play size={14} />}
            disabled={locked}
            {...(locked ? { 'aria-description': reason } : {})}
            onClick={() => does.onActive(!flow.active)}
          >
            {flow.active ? words.deactivate : words.activate}
          </Menu.Item>
        </Tooltip>
        <Menu.Item leftSection={<Pencil size={14} />} disabled={locked && flow.active} onClick={does.onRename}>
          {words.rename}
        </Menu.Item>
        <Menu.Item leftSection={<Copy size={14} />} onClick={does.onDuplicate}>
          {words.duplicate}
        </Menu.Item>
        <Menu.Item leftSection={<ArrowUp size={14} />} disabled={first} onClick={() => does.onMove(-1)}>
          {words.moveUp}
        </Menu.Item>
        <Menu.Item leftSection={<ArrowDown size={14} />} disabled={last} onClick={() => does.onMove(1)}>
          {words.moveDown}
        </Menu.Item>
        <Menu.Divider />
        <Tooltip label={reason} disabled={!locked} position="right">
          <Menu.Item
            color="red"
            leftSection={<Trash2 size={14} />}
            disabled={locked}
            {...(locked ? { 'aria-description': reason } : {})}
            onClick={does.onDelete}
          >
            {words.delete}
          </Menu.Item>
        </Tooltip>
      </Menu.Dropdown>
    </Menu>
  );
}
