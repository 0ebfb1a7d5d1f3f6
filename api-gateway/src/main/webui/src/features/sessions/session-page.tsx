import { Button } from '@mantine/core';
import { ArrowLeft, CircleDot, CircleSlash, MessagesSquare } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Link, useLocation, useParams } from 'react-router';
import { asProblem } from '../../api/problem';
import { type Session, useCommunication, useSession } from '../../api/queries/communications';
import { texts } from '../../texts/en';
import { communications as communicationsTexts, sessions as sessionsTexts } from '../../texts/en/communications';
import { AttributeText } from '../../ui/attribute';
import { CommunicationStatusTag } from '../../ui/communication-status';
import { Copyable } from '../../ui/copyable';
import { DescriptionList } from '../../ui/description-list';
import { Page } from '../../ui/page';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states';
import { StatusTag } from '../../ui/status-tag';
import { Time } from '../../ui/time';
import s from './session-page.module.css';

const words = sessionsTexts;

/** A conversation as it went: what was said, what it was given, what came of it (rule M6). */
export function Component() {
  const { sessionId = '' } = useParams();
  const session = useSession(sessionId);
  const state = useLocation().state as { from?: string } | null;
  const actions = state?.from && (
    <Link to={state.from} className={s.back} aria-label={words.backLabel}>
      <ArrowLeft size={14} aria-hidden /> {words.back}
    </Link>
  );
  return (
    <Page title={words.title} actions={actions}>
      {session.data ? (
        <Conversation session={session.data} />
      ) : session.isError ? (
        asProblem(session.error).status === 404 ? (
          <EmptyState icon={MessagesSquare} title={words.notFound.title} text={words.notFound.text}>
            <Button component={Link} to="/campaigns" variant="default">
              {texts.home}
            </Button>
          </EmptyState>
        ) : (
          <ErrorState what={words.title} error={session.error} onRetry={() => void session.refetch()} />
        )
      ) : (
        <SkeletonRows rows={6} />
      )}
    </Page>
  );
}

function Conversation({ session }: { readonly session: Session }) {
  return (
    <div className={s.both}>
      <section className={s.conversation} aria-label={words.conversation}>
        {session.messages.length === 0 ? (
          <EmptyState icon={MessagesSquare} title={words.noMessages.title} text={words.noMessages.text} />
        ) : (
          <Messages session={session} />
        )}
      </section>
      <Beside session={session} />
    </div>
  );
}

/** All of it at once: how high the communication is nobody knows before it is there, and what is below it would jump. */
function Beside({ session }: { readonly session: Session }) {
  const communication = useCommunication(session.communication_id);
  const active = session.status === 'active';
  if (session.communication_id !== null && communication.isPending) {
    return (
      <aside className={s.side} aria-label={words.communication}>
        <SkeletonRows rows={7} />
      </aside>
    );
  }
  return (
    <aside className={s.side} aria-label={words.communication}>
      <div className={s.card}>
        <StatusTag
          tone={active ? 'ok' : 'neutral'}
          icon={active ? CircleDot : CircleSlash}
          label={words.status[session.status]}
        />
        <About session={session} asked={communication} />
      </div>
      <div className={s.card}>
        <h2>{words.parameters}</h2>
        <Values values={session.parameters} none={words.noParameters} />
      </div>
      <div className={s.card}>
        <h2>{words.results}</h2>
        <Values values={session.results} none={words.noResults} />
      </div>
    </aside>
  );
}

function Messages({ session }: { readonly session: Session }) {
  const end = useRef<HTMLLIElement>(null);
  const count = session.messages.length;
  useEffect(() => {
    // The newest message is at the bottom, and a new one is brought into view.
    if (count > 0) end.current?.scrollIntoView({ block: 'nearest' });
  }, [count]);
  return (
    <ol className={s.messages} aria-live="polite">
      {session.messages.map((message, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: messages are only ever appended
        <li key={index} data-from={message.from} ref={index === count - 1 ? end : undefined}>
          <p className={s.who}>
            {words.from[message.from]} · <Time at={message.at} />
          </p>
          <p className={s.text}>{message.text}</p>
        </li>
      ))}
    </ol>
  );
}

interface AboutProps {
  readonly session: Session;
  readonly asked: ReturnType<typeof useCommunication>;
}

function About({ session, asked }: AboutProps) {
  const communication = asked.data;
  const id = ['id', words.id, <Copyable key="id" value={session.id} label={words.id} />] as const;
  if (session.communication_id === null) {
    return <DescriptionList items={[['communication', words.communication, words.ofContact], id]} />;
  }
  if (!communication) {
    return (
      <>
        <DescriptionList items={[id]} />
        <ErrorState what={words.communication} error={asked.error} onRetry={() => void asked.refetch()} />
      </>
    );
  }
  const { columns, channel } = communicationsTexts;
  return (
    <DescriptionList
      items={[
        ['name', words.communication, communication.name],
        ['status', columns.status, <CommunicationStatusTag key="status" status={communication.status} />],
        ['channel', columns.channel, channel[communication.channel]],
        ['scheduled', columns.scheduled, <Time key="scheduled" at={communication.scheduled_at} />],
        ...(communication.reason ? [['reason', columns.reason, communication.reason] as const] : []),
        id,
      ]}
    />
  );
}

function Values({
  values,
  none,
}: {
  readonly values: Session['results'] | Session['parameters'];
  readonly none: string;
}) {
  const entries = Object.entries(values);
  if (entries.length === 0) return <p className={s.none}>{none}</p>;
  return (
    <DescriptionList
      items={entries.map(([name, value]) => [name, name, <AttributeText key={name} type="string" value={value} />])}
    />
  );
}
