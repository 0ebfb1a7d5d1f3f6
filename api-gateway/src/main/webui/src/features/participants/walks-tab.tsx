import { CircleAlert, CircleCheck, CircleSlash, type LucideIcon } from 'lucide-react';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { type Communication, useParticipantCommunications } from '../../api/queries/communications';
import { useFields } from '../../api/queries/fields';
import { useFlowList } from '../../api/queries/flows';
import { useParticipantWalks, type Walk, type WalkOutcome } from '../../api/queries/walks';
import { type NameContext, typeTitle } from '../../flow-model/name';
import type { Flow } from '../../flow-model/types';
import { withTitles } from '../../flow-model/walk';
import { communications as communicationsTexts } from '../../texts/en/communications';
import { participants as participantsTexts } from '../../texts/en/participants';
import { firstFailed } from '../../ui/first-failed';
import { MoreButton } from '../../ui/load-more';
import { nameContext } from '../../ui/node-names';
import { ErrorState, LackNotice, SkeletonRows } from '../../ui/states';
import { StatusTag, type Tone } from '../../ui/status-tag';
import { Time } from '../../ui/time';
import { comparison, stepName } from './walk-text';
import s from './walks-tab.module.css';

const words = participantsTexts.walks;
const looks: Readonly<Record<WalkOutcome, readonly [Tone, LucideIcon]>> = {
  completed: ['ok', CircleCheck],
  failed: ['bad', CircleAlert],
  not_walked: ['neutral', CircleSlash],
};

export interface WalksTabProps {
  readonly campaign: string;
  readonly participant: string;
}

/** Why a message was sent, or was not: each walk with its trigger, its path, what was compared, and what came of it. */
export function WalksTab({ campaign, participant }: WalksTabProps) {
  const walks = useParticipantWalks(campaign, participant);
  const flows = useFlowList(campaign);
  const fields = useFields(campaign);
  const communications = useParticipantCommunications(campaign, participant);
  const context = useMemo(() => nameContext(fields.data ?? [], flows.data ?? []), [fields.data, flows.data]);
  const planned = useMemo(
    () => new Map(communications.data?.pages.flatMap(page => page.items).map(one => [one.id, one]) ?? []),
    [communications.data],
  );
  const failed = firstFailed(walks, flows, fields);
  if (failed) return <ErrorState what={words.listLabel} error={failed.error} onRetry={failed.retry} />;
  if (walks.isPending || flows.isPending || fields.isPending) return <SkeletonRows rows={3} />;
  const all = walks.data?.pages.flatMap(page => page.items) ?? [];
  if (all.length === 0) return <p className={s.note}>{words.empty}</p>;
  return (
    <>
      <ol className={s.walks} aria-label={words.listLabel}>
        {all.map(walk => (
          <WalkItem
            key={walk.id}
            walk={walk}
            flow={flows.data?.find(flow => flow.id === walk.flow_id)}
            campaign={campaign}
            context={context}
            planned={planned}
          />
        ))}
      </ol>
      <MoreButton pages={walks} label={words.more} />
      <LackNotice of={communications} what={words.communications} />
    </>
  );
}

interface WalkItemProps {
  readonly walk: Walk;
  readonly flow: Flow | undefined;
  readonly campaign: string;
  readonly context: NameContext;
  readonly planned: ReadonlyMap<string, Communication>;
}

function WalkItem({ walk, flow, campaign, context, planned }: WalkItemProps) {
  const [tone, icon] = looks[walk.outcome];
  const same = flow !== undefined && flow.revision === walk.flow_revision;
  const canvas = (node: string) =>
    `/campaigns/${campaign}/workflow?${new URLSearchParams({ flow: walk.flow_id ?? '', node })}`;
  const last = walk.steps.at(-1);
  const flowName = walk.flow_id === null ? words.noFlow : (flow?.name ?? words.gone);
  return (
    <li className={s.walk}>
      <div className={s.head}>
        <b>{walk.trigger.type ? typeTitle(walk.trigger.type) : walk.trigger.event_type.replaceAll('_', ' ')}</b>
        <span>{flowName}</span>
        <Time at={walk.trigger.at} />
        <StatusTag tone={tone} icon={icon} label={words.outcome[walk.outcome]} />
        <span className={s.took}>{words.took(walk.duration_us)}</span>
        {flow && last && <Link to={canvas(last.node_id)}>{words.onCanvas}</Link>}
      </div>
      {walk.error && (
        <p className={s.error}>
          <CircleAlert size={14} aria-hidden /> {walk.error}
        </p>
      )}
      {flow && !same && walk.flow_revision !== null && (
        <p className={s.note}>{words.revision(walk.flow_revision, flow.revision)}</p>
      )}
      {walk.steps.length > 0 && (
        <ol className={s.steps} aria-label={words.path}>
          {walk.steps.map((step, index) => {
            const name = stepName(step, flow, context);
            const compared = comparison(step, flow, same, context);
            const message = step.message && withTitles(step.message, context);
            const left = step.port === null ? null : words.left[step.port];
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a walk is a sequence
              <li key={index}>
                <span className={s.step}>
                  {flow ? (
                    <Link to={canvas(step.node_id)} title={words.showNode(name)}>
                      {name}
                    </Link>
                  ) : (
                    name
                  )}
                  {left && <em data-port={step.port}>{left}</em>}
                </span>
                {compared && <span className={s.compared}>{compared}</span>}
                {message && message !== name && <span className={s.compared}>{message}</span>}
              </li>
            );
          })}
        </ol>
      )}
      <p className={s.emittedTitle}>{walk.emitted.length === 0 ? words.nothingEmitted : words.emitted}</p>
      {walk.emitted.length > 0 && (
        <ul className={s.emitted}>
          {walk.emitted.map(one => {
            const communication = planned.get(one.id);
            return (
              <li key={one.id}>
                {communication
                  ? words.planned(communication.name, communicationsTexts.status[communication.status])
                  : (words.commands[one.type] ?? one.type)}
              </li>
            );
          })}
        </ul>
      )}
    </li>
  );
}
