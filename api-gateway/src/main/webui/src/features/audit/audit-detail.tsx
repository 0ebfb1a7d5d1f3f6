import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { AuditEvent } from '../../api/queries/audit';
import { audit } from '../../texts/en/audit';
import { Copyable } from '../../ui/copyable';
import s from './audit.module.css';
import { type Difference, differences, type Told } from './diff';
import type { AuditFilter } from './filter';

const words = audit.details;

export interface AuditDetailProps {
  readonly event: AuditEvent;
  readonly onFilter: (change: Partial<AuditFilter>) => void;
}

/** All that is known of an event: what was different before and after, and the ids. */
export function AuditDetail({ event, onFilter }: AuditDetailProps) {
  const { actor } = event;
  return (
    <div className={s.detail}>
      <Changes of={differences(event.before, event.after)} />
      <dl className={s.facts}>
        {event.reason && <Fact name={words.reason}>{audit.reasons[event.reason] ?? event.reason}</Fact>}
        <Fact name={words.actor}>
          <Copyable value={actor.id} label={words.actor} />
        </Fact>
        <Fact name={words.object}>
          <Copyable value={event.object_id} label={words.object} />
        </Fact>
        {event.campaign_id && (
          <Fact name={words.campaign}>
            <Link to={`/campaigns/${event.campaign_id}`}>{event.campaign_id}</Link>
          </Fact>
        )}
        {actor.address && <Fact name={words.address}>{actor.address}</Fact>}
        {actor.request_id && (
          <Fact name={words.request}>
            <Copyable value={actor.request_id} label={words.request} />
          </Fact>
        )}
        <Fact name={words.event}>
          <Copyable value={event.id} label={words.event} />
        </Fact>
      </dl>
      <div className={s.shortcuts}>
        <Button size="compact-xs" variant="default" onClick={() => onFilter({ actor: actor.id })}>
          {words.onlyActor}
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => onFilter({ object_type: event.object_type, object_id: event.object_id })}
        >
          {words.onlyObject}
        </Button>
      </div>
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div className={s.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Changes({ of: list }: { readonly of: readonly Difference[] }) {
  if (list.length === 0) return <p className={s.none}>{audit.changes.none}</p>;
  return (
    <table className={s.changes} aria-label={audit.changes.label}>
      <thead>
        <tr>
          <th scope="col">{audit.changes.property}</th>
          <th scope="col">{audit.changes.before}</th>
          <th scope="col">{audit.changes.after}</th>
        </tr>
      </thead>
      <tbody>
        {list.map(one => (
          <tr key={one.path}>
            <th scope="row">{one.path}</th>
            <td data-label={audit.changes.before}>
              <Value of={one.before} />
            </td>
            <td data-label={audit.changes.after}>
              <Value of={one.after} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value({ of: told }: { readonly of: Told | undefined }) {
  if (!told) return <span className={s.quiet}>{audit.changes.nothing}</span>;
  if ('text' in told) return <span>{told.text}</span>;
  return <em className={s.quiet}>{audit.changes.concealed(told.characters)}</em>;
}
