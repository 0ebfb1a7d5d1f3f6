import { ActionIcon, Menu } from '@mantine/core';
import { Clock, MessageSquareOff, MoreHorizontal, ShieldCheck } from 'lucide-react';
import { Suspense, useMemo, useState } from 'react';
import { type ContactLimits, useContactLimits } from '../../api/queries/contact-limits';
import { usePermissions } from '../../api/queries/session';
import { contactLimits as words } from '../../texts/en/contact-limits';
import { settings } from '../../texts/en/settings';
import type { Column } from '../../ui/data-table';
import { lazyPart } from '../../ui/lazy-part';
import s from './settings.module.css';
import { SettingsList } from './settings-list';

const LimitsForm = lazyPart(() => import('./limits-form'));
const StopWordsForm = lazyPart(() => import('./stop-words-form'));
type Dialog = { readonly kind: 'limits' | 'words'; readonly limits: ContactLimits } | null;

/** Frequency caps, quiet hours and stop words of each type of channel. */
export function Component() {
  const limits = useContactLimits();
  const { administer } = usePermissions();
  const [dialog, setDialog] = useState<Dialog>(null);
  const columns = useMemo(() => columnsOf(administer ? setDialog : null), [administer]);
  const close = () => setDialog(null);
  return (
    <SettingsList
      words={words}
      icon={ShieldCheck}
      list={limits}
      columns={columns}
      minWidth={640}
      create={null}
      lead={words.lead}
      onOpen={administer ? row => setDialog({ kind: 'limits', limits: row }) : undefined}
    >
      <Suspense>
        {dialog?.kind === 'limits' && <LimitsForm limits={dialog.limits} onClose={close} />}
        {dialog?.kind === 'words' && <StopWordsForm limits={dialog.limits} onClose={close} />}
      </Suspense>
    </SettingsList>
  );
}

function columnsOf(open: ((dialog: Dialog) => void) | null): readonly Column<ContactLimits>[] {
  const columns: Column<ContactLimits>[] = [
    {
      id: 'name',
      header: words.columns.channel,
      width: 'minmax(120px, 1fr)',
      cell: row => <span className={s.main}>{settings.channels.types[row.channel]}</span>,
    },
    {
      id: 'cap',
      header: words.columns.cap,
      width: 'minmax(150px, 1fr)',
      cell: ({ frequency_cap: cap }) =>
        cap ? <Limit text={words.cap(cap.most, cap.hours)} action={cap.action} /> : <None text={words.noCap} />,
    },
    {
      id: 'quiet',
      header: words.columns.quiet,
      width: 'minmax(150px, 1fr)',
      cell: ({ quiet_hours: quiet }) =>
        quiet ? (
          <Limit text={words.quiet(quiet.from, quiet.to)} action={quiet.action} />
        ) : (
          <None text={words.noQuiet} />
        ),
    },
    {
      id: 'words',
      header: words.columns.words,
      width: 'minmax(130px, 1fr)',
      cell: row =>
        row.usual ? (
          words.usualWords
        ) : row.words.length > 0 ? (
          <span className={s.cut} title={row.words.join(', ')}>
            {words.ownWords(row.words.length)}
          </span>
        ) : (
          <None text={words.noWords} />
        ),
    },
  ];
  if (open) {
    columns.push({
      id: 'actions',
      header: words.columns.actions,
      headerHidden: true,
      width: '46px',
      cell: row => <LimitsMenu limits={row} open={open} />,
    });
  }
  return columns;
}

function Limit({ text, action }: { readonly text: string; readonly action: 'postpone' | 'skip' | null }) {
  return (
    <span className="tnum">
      {text}
      {action === 'skip' && <span className={s.quiet}> · {words.skips}</span>}
    </span>
  );
}

function None({ text }: { readonly text: string }) {
  return <span className={s.quiet}>{text}</span>;
}

function LimitsMenu({ limits, open }: { readonly limits: ContactLimits; readonly open: (dialog: Dialog) => void }) {
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          aria-label={words.actionsFor(settings.channels.types[limits.channel])}
        >
          <MoreHorizontal size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Clock size={15} />} onClick={() => open({ kind: 'limits', limits })}>
          {words.editLimits}
        </Menu.Item>
        <Menu.Item leftSection={<MessageSquareOff size={15} />} onClick={() => open({ kind: 'words', limits })}>
          {words.editWords}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
