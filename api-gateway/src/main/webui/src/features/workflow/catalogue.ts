import type { Agent, Channel, ChannelType, DataField } from '../../api/types';
import type { NameContext } from '../../flow-model/name';
import type { CommunicationType, Flow, NodeType, Property } from '../../flow-model/types';
import { communicationProperties } from '../../ui/communication-properties';

/** What nodes can refer to in this campaign: fields, results, agents with their channels, and the other flows. */
export interface Catalogue extends NameContext {
  readonly properties: readonly Property[];
  /** What Update Field may write. */
  readonly writable: readonly Property[];
  readonly agents: readonly Agent[];
  readonly channels: readonly Channel[];
  readonly flows: readonly Flow[];
  readonly agentName: (id: string) => string | undefined;
}

const channelTypes: Readonly<Record<CommunicationType, ChannelType>> = {
  email_communication: 'email',
  telegram_communication: 'telegram',
  whatsapp_communication: 'whatsapp',
  voice_communication: 'voice',
  web_communication: 'web',
};

export function channelTypeOf(type: NodeType): ChannelType | null {
  return channelTypes[type as CommunicationType] ?? null;
}

/** Known only when a message is sent: for what is written in it, and for nothing else. */
export const knownWhenSent: readonly Property[] = [
  {
    reference: 'communication.telegram_link',
    title: 'Link to the Telegram bot',
    type: 'string',
    level: 'communication',
    values: [],
  },
];

export function makeCatalogue(
  fields: readonly DataField[],
  agents: readonly Agent[],
  channels: readonly Channel[],
  flows: readonly Flow[],
): Catalogue {
  const ofFields = fields.map<Property>(field => ({
    reference: `${field.level}.${field.name}`,
    title: field.title || field.name,
    type: field.type,
    level: field.level,
    values: field.values ?? [],
  }));
  const results = new Map<string, Property>();
  for (const agent of agents) {
    for (const result of agent.results ?? []) {
      const reference = `communication.${result.name}`;
      if (!results.has(reference)) {
        results.set(reference, {
          reference,
          title: result.title || result.name,
          type: result.type,
          level: 'communication',
          values: result.values ?? [],
        });
      }
    }
  }
  const properties = [...ofFields, ...communicationProperties, ...results.values()];
  const byReference = new Map(properties.map(property => [property.reference, property]));
  const flowNames = new Map(flows.map(flow => [flow.id, flow.name]));
  const agentNames = new Map(agents.map(agent => [agent.id, agent.name]));
  return {
    properties,
    writable: ofFields.filter(property => property.reference !== 'participant.result_at'),
    agents,
    channels,
    flows,
    property: reference => byReference.get(reference),
    flowName: id => flowNames.get(id),
    agentName: id => agentNames.get(id),
  };
}
