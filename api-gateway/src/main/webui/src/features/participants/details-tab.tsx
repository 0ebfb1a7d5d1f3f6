import { Button } from '@mantine/core';
import { Pencil } from 'lucide-react';
import { Suspense, useState } from 'react';
import { Link } from 'react-router';
import { useFields } from '../../api/queries/fields';
import { type ParticipantDetails, useParticipant } from '../../api/queries/participants';
import { usePermissions } from '../../api/queries/session';
import type { DataField } from '../../api/types';
import { texts } from '../../texts/en';
import { participants as participantsTexts } from '../../texts/en/participants';
import { AttributeText } from '../../ui/attribute';
import { DescriptionList } from '../../ui/description-list';
import { firstFailed } from '../../ui/first-failed';
import { lazyPart } from '../../ui/lazy-part';
import { ErrorState, SkeletonRows } from '../../ui/states';
import { Time, useTimeSettings } from '../../ui/time';
import s from './participant-detail.module.css';

const words = participantsTexts.details;

/** Not before it is used. */
const EditParticipant = lazyPart(() => import('./edit-participant'));

export interface DetailsTabProps {
  readonly campaign: string;
  readonly id: string;
}

/** All values, profile and campaign, in the order of the fields. */
export function DetailsTab({ campaign, id }: DetailsTabProps) {
  const participant = useParticipant(campaign, id);
  const fields = useFields(campaign);
  const { editParticipants } = usePermissions();
  const [editing, setEditing] = useState(false);
  const failed = firstFailed(participant, fields);
  if (failed) return <ErrorState what={words.tabs.details} error={failed.error} onRetry={failed.retry} />;
  if (!participant.data || !fields.data) return <SkeletonRows rows={3} />;
  if (editing) {
    return (
      <Suspense fallback={<SkeletonRows rows={3} />}>
        <EditParticipant participant={participant.data} fields={fields.data} onDone={() => setEditing(false)} />
      </Suspense>
    );
  }
  return (
    <>
      <Values participant={participant.data} fields={fields.data} />
      <div className={s.actions}>
        {editParticipants && (
          <Button variant="default" leftSection={<Pencil size={13} />} onClick={() => setEditing(true)}>
            {words.edit}
          </Button>
        )}
        <Link to={`/customers/${participant.data.customer_id}`}>{words.customer}</Link>
      </div>
    </>
  );
}

function Values({
  participant,
  fields,
}: {
  readonly participant: ParticipantDetails;
  readonly fields: readonly DataField[];
}) {
  const { timezone } = useTimeSettings();
  return (
    <DescriptionList
      items={[
        ...fields
          .filter(field => field.name in participant.attributes)
          .map(
            field =>
              [
                field.name,
                field.title,
                <AttributeText key={field.name} type={field.type} value={participant.attributes[field.name] ?? null} />,
              ] as const,
          ),
        [' object', words.objectId, participant.object_id ?? texts.none],
        [' zone', words.timezone, participant.timezone ?? words.tenantZone(timezone)],
        [' status', words.status, participantsTexts.status[participant.status]],
        [' created', words.createdAt, <Time key="created" at={participant.created_at} />],
        [' updated', words.updatedAt, <Time key="updated" at={participant.updated_at} />],
      ]}
    />
  );
}
