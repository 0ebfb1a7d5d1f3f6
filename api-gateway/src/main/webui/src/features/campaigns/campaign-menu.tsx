import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { Copy, Download, FolderOpen, MoreHorizontal, Pencil, Settings, Trash2 } from 'lucide-react';
import { useNavigate } from 'react-router';
import { exportUrl, useDuplicateCampaign } from '../../api/queries/campaigns';
import { usePermissions } from '../../api/queries/session';
import type { Campaign } from '../../api/types';
import { campaigns as campaignsTexts } from '../../texts/en/campaigns';
import { say, sayFailed } from '../../ui/toast';

export interface CampaignMenuProps {
  readonly campaign: Campaign;
  readonly label: string;
  readonly bordered?: boolean;
  readonly onOpen?: () => void;
  readonly onRename?: () => void;
  readonly onSettings?: () => void;
  readonly onDelete: () => void;
}

/** The same actions in the list and in the campaign's header. */
export function CampaignMenu({ campaign, label, bordered = false, onOpen, ...does }: CampaignMenuProps) {
  const { onRename, onSettings, onDelete } = does;
  const { editCampaigns } = usePermissions();
  const duplicate = useDuplicateCampaign();
  const navigate = useNavigate();
  const active = campaign.status === 'active';
  const words = campaignsTexts.menu;
  const onDuplicate = () =>
    duplicate.mutate(campaign.id, {
      onSuccess: copy => {
        say(campaignsTexts.duplicated(copy.name));
        navigate(`/campaigns/${copy.id}/data`);
      },
      onError: sayFailed,
    });
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon
          variant={bordered ? 'default' : 'subtle'}
          {...(bordered ? {} : { color: 'gray' })}
          size={bordered ? 30 : 28}
          aria-label={label}
          loading={duplicate.isPending}
        >
          <MoreHorizontal size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {onOpen && (
          <Menu.Item leftSection={<FolderOpen size={15} />} onClick={onOpen}>
            {words.open}
          </Menu.Item>
        )}
        {onRename && editCampaigns && (
          <Menu.Item leftSection={<Pencil size={15} />} onClick={onRename}>
            {words.rename}
          </Menu.Item>
        )}
        {onSettings && editCampaigns && (
          <Menu.Item leftSection={<Settings size={15} />} onClick={onSettings}>
            {words.settings}
          </Menu.Item>
        )}
        {editCampaigns && (
          <Menu.Item leftSection={<Copy size={15} />} onClick={onDuplicate}>
            {words.duplicate}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<Download size={15} />} component="a" href={exportUrl(campaign.id)} download>
          {words.export}
        </Menu.Item>
        {editCampaigns && (
          <>
            <Menu.Divider />
            <Tooltip label={words.deleteActive} disabled={!active} position="left">
              <Menu.Item
                color="red"
                leftSection={<Trash2 size={15} />}
                onClick={onDelete}
                disabled={active}
                {...(active ? { 'aria-description': words.deleteActive } : {})}
              >
                {words.delete}
              </Menu.Item>
            </Tooltip>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
