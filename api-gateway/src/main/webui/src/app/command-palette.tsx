import { Modal, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { BookOpen, Moon, Search, Sun } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useCampaignSearch, useCustomerSearch } from '../api/queries/search';
import { usePermissions } from '../api/queries/session';
import { palette as paletteTexts } from '../texts/en/command-palette';
import s from './command-palette.module.css';
import {
  campaignEntries,
  contains,
  customerEntries,
  type Entry,
  matches,
  pageEntries,
} from './command-palette-entries';

const words = paletteTexts;

/** Pages, campaigns and customers by a few letters; focus stays in the field and the list is told to readers by it. */
export default function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const text = typed.trim();
  const [asked] = useDebouncedValue(text, 200);
  const campaigns = useCampaignSearch(asked);
  const customers = useCustomerSearch(asked);
  const permissions = usePermissions();
  const navigate = useNavigate();
  const actions = useActions(text);
  const [at, setAt] = useState(0);
  const id = useId();
  const entries = useMemo(
    () => [
      ...pageEntries(permissions, text),
      ...campaignEntries((campaigns.data ?? []).filter(one => text === asked || contains(one.name, text))),
      ...(text.length >= 2 ? customerEntries(customers.data ?? []) : []),
      ...actions,
    ],
    [permissions, text, asked, campaigns.data, customers.data, actions],
  );
  const current = Math.min(at, Math.max(0, entries.length - 1));
  const searching = text !== asked || campaigns.isFetching || customers.isFetching;
  useEffect(() => {
    document.getElementById(`${id}-${current}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, current]);

  const choose = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    if (entry.to) navigate(entry.to);
    entry.run?.();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: Math.min(current + 8, entries.length - 1),
      PageUp: Math.max(current - 8, 0),
    };
    const next = steps[event.key];
    if (next !== undefined && entries.length > 0) {
      event.preventDefault();
      setAt((next + entries.length) % entries.length);
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      choose(entries[current]);
    }
  };
  const failed = campaigns.isError || customers.isError;
  return (
    <Modal.Root opened lockScroll={false} onClose={onClose} size={560} padding={0} centered={false} yOffset="12vh">
      <Modal.Overlay />
      <Modal.Content aria-label={words.label}>
        <div className={s.field}>
          <Search size={16} aria-hidden />
          <input
            className={s.input}
            role="combobox"
            aria-label={words.label}
            aria-expanded={entries.length > 0}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            {...(entries.length > 0 ? { 'aria-activedescendant': `${id}-${current}` } : {})}
            data-autofocus
            autoComplete="off"
            spellCheck={false}
            placeholder={words.placeholder}
            value={typed}
            onChange={event => {
              setTyped(event.currentTarget.value);
              setAt(0);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <List id={id} entries={entries} current={current} onPoint={setAt} onChoose={choose} />
        {entries.length === 0 && (
          <div className={s.empty}>
            <p>{searching ? words.searching : words.nothing}</p>
            {!searching && <p>{words.nothingHint}</p>}
          </div>
        )}
        {failed && (
          <p className={s.empty} role="alert">
            {words.failed}
          </p>
        )}
        <p className="hidden" role="status">
          {searching ? words.searching : words.results(entries.length)}
        </p>
      </Modal.Content>
    </Modal.Root>
  );
}

interface ListProps {
  readonly id: string;
  readonly entries: readonly Entry[];
  readonly current: number;
  readonly onPoint: (index: number) => void;
  readonly onChoose: (entry: Entry) => void;
}

function List({ id, entries, current, onPoint, onChoose }: ListProps) {
  const groups = [...new Set(entries.map(entry => entry.group))];
  return (
    <div className={s.list} role="listbox" id={`${id}-list`} aria-label={words.listLabel} hidden={entries.length === 0}>
      {groups.map(group => (
        <div key={group} role="group" aria-label={group}>
          <div className={s.group} aria-hidden>
            {group}
          </div>
          {entries.map((entry, index) =>
            entry.group === group ? (
              <div
                key={entry.id}
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === current}
                className={s.option}
                onMouseMove={() => onPoint(index)}
                onClick={() => onChoose(entry)}
              >
                <entry.icon size={16} aria-hidden />
                <span className={s.name}>{entry.label}</span>
                {entry.note && <span className={s.note}>{entry.note}</span>}
              </div>
            ) : null,
          )}
        </div>
      ))}
    </div>
  );
}

function useActions(text: string): readonly Entry[] {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  return useMemo(() => {
    const group = words.groups.actions;
    const all: readonly Entry[] = [
      {
        id: 'scheme',
        group,
        label: dark ? words.useLight : words.useDark,
        note: '',
        icon: dark ? Sun : Moon,
        run: () => setColorScheme(dark ? 'light' : 'dark'),
      },
      {
        id: 'docs',
        group,
        label: words.apiReference,
        note: '',
        icon: BookOpen,
        run: () => window.location.assign('/api/docs/'),
      },
    ];
    return all.filter(entry => matches(entry.label, text));
  }, [dark, setColorScheme, text]);
}
