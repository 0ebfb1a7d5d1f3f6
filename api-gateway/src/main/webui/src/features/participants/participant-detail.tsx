import { Tabs } from '@mantine/core';
import { useState } from 'react';
import type { Participant } from '../../api/queries/participants';
import { participants as participantsTexts } from '../../texts/en/participants';
import { nameOf } from './columns';
import { DetailsTab } from './details-tab';
import s from './participant-detail.module.css';
import { ResultsTab } from './results-tab';
import { WalksTab } from './walks-tab';

const words = participantsTexts.details;
const kinds = ['details', 'results', 'why'] as const;
type Kind = (typeof kinds)[number];

export interface ParticipantDetailProps {
  readonly campaign: string;
  readonly participant: Participant;
}

/** What stands below an open row. */
export function ParticipantDetail({ campaign, participant }: ParticipantDetailProps) {
  const [kind, setKind] = useState<Kind>('details');
  return (
    <section className={s.box} aria-label={words.label(nameOf(participant))}>
      <Tabs value={kind} onChange={next => setKind((next ?? 'details') as Kind)} keepMounted={false}>
        <Tabs.List>
          {kinds.map(one => (
            <Tabs.Tab key={one} value={one}>
              {words.tabs[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="details" className={s.panel ?? ''} keepMounted>
          <DetailsTab campaign={campaign} id={participant.id} />
        </Tabs.Panel>
        <Tabs.Panel value="results" className={s.panel ?? ''}>
          <ResultsTab campaign={campaign} participant={participant} />
        </Tabs.Panel>
        <Tabs.Panel value="why" className={s.panel ?? ''}>
          <WalksTab campaign={campaign} participant={participant.id} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}
