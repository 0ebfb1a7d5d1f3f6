import type { Agent, Channel, ChannelType, DataField } from '../../../api/types';

/** Who contacts the example's people: only a simulated agent, so that nobody real is contacted. */
export interface Sender {
  readonly agent: Agent;
  readonly channel: Channel;
}

/** Channels that need nothing but a phone number, which the sample has. WhatsApp is the guide's. */
const usable: readonly ChannelType[] = ['whatsapp', 'voice'];

export function senderOf(agents: readonly Agent[], channels: readonly Channel[]): Sender | null {
  const running = new Map(channels.filter(one => one.status === 'running').map(one => [one.id, one]));
  const simulated = agents.filter(agent => agent.kind === 'simulated' && agent.status === 'running');
  for (const type of usable) {
    for (const agent of simulated) {
      const channel = agent.channel_ids.map(id => running.get(id)).find(one => one?.type === type);
      if (channel) return { agent, channel };
    }
  }
  return null;
}

/** A simulated agent that would do but for what is stopped. */
export function stoppedAgent(agents: readonly Agent[]): Agent | undefined {
  return agents.find(agent => agent.kind === 'simulated' && agent.status === 'stopped');
}

const today = (offset_days: number) => ({ kind: 'relative_date', base: 'today', offset_days });

/** The guide's Payment reminder: its fields and its flow, as a campaign document. */
export function exampleDocument(name: string, description: string, { agent, channel }: Sender): unknown {
  const communication = channel.type === 'voice' ? 'voice_communication' : 'whatsapp_communication';
  const node = (id: string, type: string, x: number, y: number, settings: unknown = {}) => ({
    id,
    type,
    name: '',
    position: { x, y },
    settings,
  });
  const check = (id: string, x: number, y: number, property: string, operator: string, value: unknown) =>
    node(id, 'field_check', x, y, { property, operator, value });
  const send = (id: string, x: number, y: number, communication_name: string) =>
    node(id, communication, x, y, { communication_name, agent_id: agent.id, channel_id: channel.id });
  const line = (source: string, port: string, target: string) => ({
    id: `${source}-${port}`,
    source,
    port,
    target,
  });
  return {
    format: 'campaign-flows/1',
    name,
    description,
    fields: [
      { name: 'due_date', title: 'Due Date', type: 'date', level: 'participant', import: true, required: false },
      {
        name: 'is_payment_received',
        title: 'Is Payment Received',
        type: 'boolean',
        level: 'participant',
        import: true,
        required: false,
      },
    ],
    flows: [
      {
        name: 'Payment reminder',
        nodes: [
          node('created', 'participant_created', 288, 0),
          check('unpaid', 288, 128, 'participant.is_payment_received', 'equals', { kind: 'literal', value: false }),
          check('early', 128, 256, 'participant.due_date', 'is_on_or_after', today(3)),
          node('cancel', 'cancel_communications', 448, 256),
          send('before', 0, 384, 'REMINDED_BEFORE_2D'),
          check('in_time', 272, 384, 'participant.due_date', 'is_on_or_after', today(0)),
          send('due', 144, 512, 'REMINDED_DUE_DATE'),
        ],
        edges: [
          line('created', 'out', 'unpaid'),
          line('unpaid', 'match', 'early'),
          line('unpaid', 'else', 'cancel'),
          line('early', 'match', 'before'),
          line('early', 'else', 'in_time'),
          line('in_time', 'match', 'due'),
        ],
      },
    ],
    agents: [],
    channels: [],
  };
}

const people: readonly (readonly [string, number, boolean])[] = [
  ['Alex Morgan', 5, false],
  ['Bea Lindqvist', 4, false],
  ['Carlos Ortega', 3, false],
  ['Dilan Kaya', 2, false],
  ['Emma Fischer', 1, false],
  ['Farid Nazari', 0, false],
  ['Grace Okafor', 7, false],
  ['Hugo Laurent', -2, false],
  ['Ines Costa', 5, true],
  ['Jun Tanaka', 0, true],
];

/** Among these people every branch of the flow occurs. Their numbers and addresses are set aside for examples: nobody has them. */
export function sampleCsv(day: string): string {
  const due = (days: number) => {
    const at = new Date(`${day}T00:00:00Z`);
    at.setUTCDate(at.getUTCDate() + days);
    return at.toISOString().slice(0, 10);
  };
  const rows = people.map(([name, days, paid], index) =>
    [
      `example-${index + 1}`,
      name,
      `${name.toLowerCase().replace(' ', '.')}@example.com`,
      `+44207946${String(100 + index).padStart(4, '0')}`,
      due(days),
      paid,
    ].join(','),
  );
  return ['external_id,name,email,phone,due_date,is_payment_received', ...rows, ''].join('\n');
}

/** Whether the sample's columns mean something in this campaign. */
export function takesSample(fields: readonly DataField[]): boolean {
  return ['due_date', 'is_payment_received'].every(name => fields.some(field => field.name === name && field.import));
}
