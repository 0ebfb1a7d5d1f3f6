import { ActionIcon, Menu } from '@mantine/core';
import { MoreHorizontal, Pencil, Play, Square, Trash2 } from 'lucide-react';
import { texts } from '../../texts/en';
import { settings } from '../../texts/en/settings';

const words = settings;

export interface RowMenuProps {
  readonly name: string;
  readonly running: boolean;
  readonly onEdit: () => void;
  readonly onStart: () => void;
  readonly onStop: () => void;
  readonly onDelete: () => void;
}

export function RowMenu({ name, running, onEdit, onStart, onStop, onDelete }: RowMenuProps) {
  return (
    <Menu position="bottom-end" width={170}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={words.actionsFor(name)}>
          <MoreHorizontal size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Pencil size={15} />} onClick={onEdit}>
          {texts.edit}
        </Menu.Item>
        {running ? (
          <Menu.Item leftSection={<Square size={15} />} onClick={onStop}>
            {words.stop}
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<Play size={15} />} onClick={onStart}>
            {words.start}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item color="red" leftSection={<Trash2 size={15} />} onClick={onDelete}>
          {texts.delete}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
