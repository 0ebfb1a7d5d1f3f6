import { TextInput, Tooltip } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { asProblem } from '../../api/problem';
import { useChangeCampaign } from '../../api/queries/campaigns';
import type { Campaign } from '../../api/types';
import { campaigns as campaignsTexts } from '../../texts/en/campaigns';
import { sayFailed } from '../../ui/toast';
import { useUnsavedEdit } from '../../ui/unsaved-edits';
import s from './campaign-layout.module.css';
import { nameFault } from './rules';

export interface CampaignNameProps {
  readonly campaign: Campaign;
  readonly editable: boolean;
  readonly editing: boolean;
  readonly onEditing: (editing: boolean) => void;
}

/**
 * The heading; a click or F2 turns it into a field, Enter keeps what was typed and Escape forgets it. A name that is refused
 * comes back into the field with the reason, unless its person has gone on to something else.
 */
export function CampaignName({ campaign, editable, editing, onEditing }: CampaignNameProps) {
  const change = useChangeCampaign(campaign.id);
  const refused = useRef<{ name: string; fault: string } | null>(null);
  const [name, setName] = useState(campaign.name);
  const [fault, setFault] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(campaign.name);
  before.current = campaign.name;
  useEffect(() => {
    if (!editable) return;
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as Element | null;
      if (event.key !== 'F2' || target?.closest('input, textarea, [contenteditable], [data-canvas], [role=dialog]'))
        return;
      event.preventDefault();
      onEditing(true);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [editable, onEditing]);
  useEffect(() => {
    if (!editing) return;
    setName(refused.current?.name ?? before.current);
    setFault(refused.current?.fault ?? null);
    refused.current = null;
  }, [editing]);

  // Only a name that cannot be one is still there when the field was left.
  useUnsavedEdit(editing && name.trim() !== campaign.name);

  const done = () => {
    onEditing(false);
    requestAnimationFrame(() => heading.current?.focus());
  };
  const keep = async () => {
    const wanted = name.trim();
    if (wanted === campaign.name) return done();
    const wrong = nameFault(name);
    setFault(wrong);
    if (wrong) return;
    done();
    try {
      await change({ name: wanted });
    } catch (error) {
      const problem = asProblem(error);
      const focused = document.activeElement;
      if (focused !== heading.current && focused !== document.body) return sayFailed(problem);
      const taken = problem.status === 409;
      refused.current = { name: wanted, fault: taken ? campaignsTexts.createDialog.nameTaken : problem.message };
      onEditing(true);
    }
  };
  if (editing) {
    return (
      <>
        <h1 className="hidden">{campaign.name}</h1>
        <TextInput
          size="xs"
          className={s.rename ?? ''}
          aria-label={campaignsTexts.header.nameLabel}
          value={name}
          error={fault}
          autoFocus
          onFocus={event => event.currentTarget.select()}
          onChange={event => setName(event.currentTarget.value)}
          onBlur={() => void keep()}
          onKeyDown={event => {
            if (event.key === 'Enter') void keep();
            if (event.key === 'Escape') done();
          }}
        />
      </>
    );
  }
  return (
    <Tooltip label={campaignsTexts.header.renameHint} disabled={!editable} openDelay={800}>
      <h1
        ref={heading}
        tabIndex={-1}
        dir="auto"
        className={s.title}
        data-editable={editable || undefined}
        title={campaign.name}
        onClick={editable ? () => onEditing(true) : undefined}
        onKeyDown={editable ? event => event.key === 'Enter' && onEditing(true) : undefined}
      >
        {campaign.name}
      </h1>
    </Tooltip>
  );
}
