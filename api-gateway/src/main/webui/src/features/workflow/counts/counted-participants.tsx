import { ActionIcon } from '@mantine/core';
import { CircleAlert, CircleCheck, UserRound, X } from 'lucide-react';
import { Link } from 'react-router';
import {
  type CountedParticipant,
  type CountedWalk,
  useCountedParticipants,
  useCountedWalks,
} from '../../../api/queries/walks';
import { nodeOf } from '../../../flow-model/graph';
import { nodeName } from '../../../flow-model/name';
import type { Flow } from '../../../flow-model/types';
import { texts } from '../../../texts/en';
import { workflow as workflowTexts } from '../../../texts/en/workflow';
import { MoreButton } from '../../../ui/load-more';
import { EmptyState, ErrorState, SkeletonRows } from '../../../ui/states';
import { Time } from '../../../ui/time';
import type { Catalogue } from '../catalogue';
import { useEditor, useFlowState } from '../editor-context';
import type { Place } from '../editor-store';
import s from './counted-participants.module.css';

const words = workflowTexts.participants;

/** The participants behind a count, the latest first, each with the way to the participant. */
export default function CountedParticipants({ run }: { readonly run: number }) {
  const { store, catalogue } = useEditor();
  const place = useFlowState(state => state.place);
  const flow = useFlowState(state => state.flow);
  return (
    <aside className={s.panel} aria-label={words.title}>
      <header className={s.head}>
        <div className={s.titles}>
          <h2>{words.title}</h2>
          <p>{place ? placeName(place, flow, catalogue) : ''}</p>
        </div>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={30}
          aria-label={texts.close}
          onClick={() => store.getState().closePanel()}
        >
          <X size={17} />
        </ActionIcon>
      </header>
      {place && <WalkList key={JSON.stringify(place)} place={place} run={run} />}
    </aside>
  );
}

function placeName(place: Place, flow: Flow, catalogue: Catalogue): string {
  const nameOf = (id: string) => {
    const node = nodeOf(flow, id);
    return node ? nodeName(node, catalogue) : id;
  };
  if ('nodeId' in place) return words.through(nameOf(place.nodeId));
  const edge = flow.edges.find(one => one.id === place.edgeId);
  if (!edge) return '';
  const port = edge.port === 'out' ? '' : `, ${workflowTexts.ports[edge.port]}`;
  return words.along(`${nameOf(edge.source)}${port}`, nameOf(edge.target));
}

function WalkList({ place, run }: { readonly place: Place; readonly run: number }) {
  const { campaignId, flowId } = useEditor();
  const walksQuery = useCountedWalks(campaignId, {
    flow_id: flowId,
    run: String(run),
    ...('nodeId' in place ? { node_id: place.nodeId } : { edge_id: place.edgeId }),
  });
  const walks = walksQuery.data?.pages.flatMap(page => page.items) ?? [];
  const participants = useCountedParticipants(campaignId, [...new Set(walks.map(walk => walk.participant_id))]);
  if (walksQuery.isPending) return <SkeletonRows rows={8} />;
  if (walksQuery.isError && walks.length === 0) {
    return <ErrorState what={words.title} error={walksQuery.error} onRetry={() => walksQuery.refetch()} />;
  }
  if (walks.length === 0 && !walksQuery.hasNextPage) {
    return <EmptyState icon={UserRound} title={words.none} text={words.noneText} />;
  }
  return (
    <div className={s.body}>
      <ul className={s.list}>
        {walks.map(walk => (
          <Row key={walk.id} walk={walk} participant={participants.get(walk.participant_id)} />
        ))}
      </ul>
      <MoreButton pages={walksQuery} label={words.more} />
      <p className={s.hint}>{words.kept}</p>
    </div>
  );
}

interface RowProps {
  readonly walk: CountedWalk;
  readonly participant: CountedParticipant | null | 'failed' | undefined;
}

function Row({ walk, participant }: RowProps) {
  const { campaignId } = useEditor();
  const failed = walk.outcome === 'failed';
  const known = participant === 'failed' ? null : participant;
  const name = known && (known.name || known.email || known.phone || known.external_id || words.unnamed);
  return (
    <li className={s.row}>
      <span className={s.icon} data-failed={failed || undefined} title={failed ? words.failed : words.completed}>
        {failed ? <CircleAlert size={15} aria-hidden /> : <CircleCheck size={15} aria-hidden />}
        <span className="hidden">{failed ? words.failed : words.completed}</span>
      </span>
      <span className={s.who}>
        {known ? (
          <Link to={addressOf(campaignId, known)}>{name}</Link>
        ) : (
          <em>{participant === null ? words.removed : participant === 'failed' ? words.unknown : texts.loading}</em>
        )}
        {known?.external_id && <span>{known.external_id}</span>}
      </span>
      <span className={s.when}>
        <Time at={walk.started_at} />
      </span>
    </li>
  );
}

/** The participant's row, open; the external ID makes sure that it is on the page. */
function addressOf(campaignId: string, participant: CountedParticipant): string {
  const parameters = new URLSearchParams();
  if (participant.external_id) parameters.set('external_id', participant.external_id);
  parameters.set('open', participant.id);
  return `/campaigns/${campaignId}/participants?${parameters}`;
}
