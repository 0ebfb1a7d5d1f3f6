import { useParticipantCommunications } from '../../api/queries/communications';
import { type Participant, useParticipant } from '../../api/queries/participants';
import { participants as participantsTexts } from '../../texts/en/participants';
import { AttributeText } from '../../ui/attribute';
import { CommunicationStatusTag } from '../../ui/communication-status';
import { DescriptionList } from '../../ui/description-list';
import { ErrorState, SkeletonRows } from '../../ui/states';
import { Time } from '../../ui/time';
import s from './participant-detail.module.css';

const words = participantsTexts.details;

export interface ResultsTabProps {
  readonly campaign: string;
  readonly participant: Participant;
}

/** The campaign's outcome for the participant, and what its conversations gave. */
export function ResultsTab({ campaign, participant }: ResultsTabProps) {
  const newest = useParticipant(campaign, participant.id).data ?? participant;
  const communications = useParticipantCommunications(campaign, participant.id);
  const withResults = (communications.data?.pages.flatMap(page => page.items) ?? []).filter(
    one => Object.keys(one.results).length > 0,
  );
  const result = newest.result === null ? words.resultPending : newest.result ? words.success : words.failure;
  return (
    <>
      <DescriptionList
        items={[
          ['result', words.result, result],
          ['result_at', words.resultAt, <Time key="at" at={newest.result_at} />],
          ['status', words.status, participantsTexts.status[newest.status]],
        ]}
      />
      <h3 className={s.heading}>{words.conversations}</h3>
      {communications.isError && !communications.data ? (
        <ErrorState
          what={words.conversations}
          error={communications.error}
          onRetry={() => void communications.refetch()}
        />
      ) : communications.isPending ? (
        <SkeletonRows rows={1} />
      ) : withResults.length === 0 ? (
        <p className={s.note}>{words.noConversations}</p>
      ) : (
        <div className={s.results}>
          {withResults.map(one => (
            <div key={one.id} className={s.resultsOf}>
              <p className={s.resultsName}>
                {one.name} <CommunicationStatusTag status={one.status} />
              </p>
              <DescriptionList
                items={Object.entries(one.results).map(
                  ([name, value]) => [name, name, <AttributeText key={name} type="string" value={value} />] as const,
                )}
              />
            </div>
          ))}
        </div>
      )}
    </>
  );
}
