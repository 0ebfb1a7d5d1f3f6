import { Handle, type Node, type NodeProps, Position, useStore } from '@xyflow/react';
import { CircleAlert, Plus, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import type { Finding } from '../../../api/types';
import { portsOf } from '../../../flow-model/graph';
import type { FlowNode, Port } from '../../../flow-model/types';
import { number } from '../../../texts/en/common';
import { workflow as workflowTexts } from '../../../texts/en/workflow';
import type { Place } from '../editor-store';
import { kindOf } from '../registry';
import { useCanvas } from './canvas-context';
import s from './node-card.module.css';

export interface CardData extends Record<string, unknown> {
  readonly node: FlowNode;
  readonly name: string;
  readonly findings: readonly Finding[];
  readonly open: readonly Port[];
  readonly faded: boolean;
  readonly lit: boolean;
  /** Walks that entered, while counts are shown. */
  readonly count: number | null;
  readonly countHint: string;
  /** Whether the count is of walks that happened, and not of a forecast. */
  readonly counted: boolean;
  /** What a forecast found at open ports. */
  readonly stops: Readonly<Partial<Record<Port, number>>> | null;
}

export type CardNode = Node<CardData, 'flow'>;

/** A selector must give a primitive, or every node would be drawn on every step of a zoom. */
const isFar = (state: { transform: [number, number, number] }) => state.transform[2] < 0.4;

/** As wide as it is high (node-card.module.css). */
export const PORT_SIZE = 11;

export function portLeft(type: FlowNode['type'], port: Port): number {
  if (portsOf(type).length < 2) return 0.5;
  return port === 'match' ? 0.26 : 0.74;
}

export const NodeCard = memo(function NodeCard({ id, data, selected }: NodeProps<CardNode>) {
  const { node, name, findings, open } = data;
  const { readOnly, connecting, renaming, rename } = useCanvas();
  const far = useStore(isFar);
  const kind = kindOf(node.type);
  const ports = portsOf(node.type);
  const error = findings.some(finding => finding.severity === 'error');
  const refused = connecting && connecting.source !== id ? connecting.refusal(id) : null;
  return (
    <div
      id={`node-${id}`}
      className={s.card}
      data-group={kind.group}
      data-selected={selected || undefined}
      data-worst={findings.length === 0 ? undefined : error ? 'error' : 'warning'}
      data-far={far || undefined}
      data-faded={data.faded || refused !== null || undefined}
      data-lit={data.lit || undefined}
      data-target={connecting && connecting.source !== id && refused === null ? true : undefined}
      title={refused ? workflowTexts.refusals[refused] : undefined}
    >
      {kind.group !== 'trigger' && <Handle type="target" position={Position.Top} className={s.in ?? ''} />}
      {!far && (
        <>
          <span className={s.tile}>
            <kind.icon size={17} strokeWidth={1.9} aria-hidden />
          </span>
          <span className={s.text}>
            <span className={s.kicker}>{name === kind.title ? kind.kicker : kind.title}</span>
            {renaming === id ? (
              <input
                className={`${s.rename} nodrag nopan`}
                aria-label={workflowTexts.menu.rename}
                defaultValue={name}
                autoFocus
                onFocus={event => event.currentTarget.select()}
                onBlur={event => rename(id, event.currentTarget.value)}
                onKeyDown={event => {
                  event.stopPropagation();
                  if (event.key === 'Enter') rename(id, event.currentTarget.value);
                  if (event.key === 'Escape') rename(id, null);
                }}
              />
            ) : (
              <span className={s.name} dir="auto" title={name}>
                {name}
              </span>
            )}
          </span>
          {findings.length > 0 && (
            <span className={s.badge} title={findings.map(finding => finding.message).join('\n')}>
              {error ? <CircleAlert size={13} aria-hidden /> : <TriangleAlert size={12} aria-hidden />}
              {findings.length > 1 && findings.length}
              <span className="hidden">{workflowTexts.node.badge(findings.length)}</span>
            </span>
          )}
          {data.count !== null && (
            <Count value={data.count} hint={data.countHint} counted={data.counted} place={{ nodeId: id }} name={name} />
          )}
        </>
      )}
      {ports.map(port => (
        <Handle
          key={port}
          id={port}
          type="source"
          position={Position.Bottom}
          className={s.out ?? ''}
          data-port={port}
          style={{ left: `${portLeft(node.type, port) * 100}%` }}
        />
      ))}
      {!far && ports.length === 2 && ports.map(port => <PortLabel key={port} type={node.type} port={port} />)}
      {!far && data.stops && <Stops data={data} />}
      {!far && !readOnly && open.map(port => <PlusButton key={port} id={id} data={data} port={port} />)}
    </div>
  );
});

function PortLabel({ type, port }: { readonly type: FlowNode['type']; readonly port: Port }) {
  return (
    <span className={s.port} data-port={port} style={{ left: `${portLeft(type, port) * 100}%` }}>
      <span>{workflowTexts.ports[port]}</span>
    </span>
  );
}

function PlusButton({ id, data, port }: { readonly id: string; readonly data: CardData; readonly port: Port }) {
  const { pick } = useCanvas();
  const branch = port === 'out' ? '' : `, ${workflowTexts.ports[port]}`;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`${s.plus} nodrag nopan`}
      style={{ left: `${portLeft(data.node.type, port) * 100}%` }}
      aria-label={workflowTexts.node.addAfter(data.name, branch)}
      onClick={event => {
        event.stopPropagation();
        const box = event.currentTarget.getBoundingClientRect();
        pick({ kind: 'port', nodeId: id, port, at: null }, { x: box.left, y: box.bottom + 6 });
      }}
    >
      <Plus size={13} strokeWidth={2.4} aria-hidden />
    </button>
  );
}

interface CountProps {
  readonly value: number;
  readonly hint: string;
  readonly counted: boolean;
  readonly place: Place;
  readonly name: string;
}

/** A count leads to its participants; a forecast's has none yet. */
function Count({ value, hint, counted, place, name }: CountProps) {
  const { showParticipants } = useCanvas();
  if (!counted || value === 0) {
    return (
      <span className={`${s.count} tnum`} title={hint}>
        {number(value)}
      </span>
    );
  }
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`${s.count} tnum nodrag nopan`}
      title={hint}
      aria-label={workflowTexts.participants.show(number(value), name)}
      onClick={event => {
        event.stopPropagation();
        showParticipants(place);
      }}
    >
      {number(value)}
    </button>
  );
}

/** How many walks of a forecast end here because nothing follows. */
function Stops({ data }: { readonly data: CardData }) {
  return portsOf(data.node.type).map(port => {
    const count = data.stops?.[port];
    if (count === undefined) return null;
    return (
      <span
        key={port}
        className={`${s.stops} tnum`}
        style={{ left: `${portLeft(data.node.type, port) * 100}%` }}
        title={workflowTexts.counts.ended(count)}
      >
        {number(count)}
      </span>
    );
  });
}
