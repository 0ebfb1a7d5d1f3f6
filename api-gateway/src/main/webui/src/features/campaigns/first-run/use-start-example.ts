import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import {
  type AgentDraft,
  agentKeys,
  channelKeys,
  useAgentChanges,
  useChannelChanges,
} from '../../../api/queries/agents';
import { campaignKeys, campaignNameTaken } from '../../../api/queries/campaigns';
import { activateFlows, importCampaign } from '../../../api/queries/example';
import type { Agent, Channel } from '../../../api/types';
import { firstRun } from '../../../texts/en/first-run';
import { rememberChecklist } from './checklist-choice';
import { exampleDocument, type Sender } from './example';

const words = firstRun;
export const exampleSteps = ['agent', 'campaign', 'flow'] as const;
export type ExampleStep = (typeof exampleSteps)[number];

export interface ExampleState {
  /** What is being done, or what failed; null before and after. */
  readonly step: ExampleStep | null;
  readonly done: readonly ExampleStep[];
  readonly error: unknown;
}

async function freeName(): Promise<string> {
  for (let number = 1; number < 50; number += 1) {
    const name = number === 1 ? words.example.name : `${words.example.name} ${number}`;
    if (!(await campaignNameTaken(name))) return name;
  }
  return `${words.example.name} ${Date.now()}`;
}

const simulator: Omit<AgentDraft, 'channel_ids'> = {
  name: words.example.agentName,
  results: [],
  settings: {},
  no_response_after: 'PT72H',
};

/** Makes the example by the same API that everybody has. After a failure it goes on with the step that failed. */
export function useStartExample(onDone: (campaignId: string) => void) {
  const client = useQueryClient();
  const agents = useAgentChanges();
  const channels = useChannelChanges();
  const [state, setState] = useState<ExampleState>({ step: null, done: [], error: null });
  const made = useRef<{ sender?: Sender; campaignId?: string }>({});

  /** What an earlier try has left is used again, since its name is taken. */
  const makeSender = async (known: { agents: readonly Agent[]; channels: readonly Channel[] }): Promise<Sender> => {
    const channel =
      known.channels.find(one => one.name === words.example.channelName && one.type === 'whatsapp') ??
      (await channels.create.mutateAsync({
        name: words.example.channelName,
        type: 'whatsapp',
        settings: {},
        rate_per_second: null,
      }));
    if (channel.status !== 'running') await channels.start(channel.id);
    const draft = { ...simulator, channel_ids: [channel.id] };
    const earlier = known.agents.find(one => one.name === simulator.name && one.kind === 'simulated');
    const agent = earlier
      ? await agents.change.mutateAsync({
          id: earlier.id,
          draft: { ...earlier, channel_ids: [...new Set([...earlier.channel_ids, channel.id])] },
        })
      : await agents.create.mutateAsync({ ...draft, kind: 'simulated' });
    if (agent.status !== 'running') await agents.start(agent.id);
    return { agent, channel };
  };

  const start = async (
    sender: Sender | null,
    known: { agents: readonly Agent[]; channels: readonly Channel[] },
  ): Promise<void> => {
    const done: ExampleStep[] = [];
    const step = async (name: ExampleStep, work: () => Promise<void>) => {
      setState({ step: name, done: [...done], error: null });
      await work();
      done.push(name);
    };
    try {
      await step('agent', async () => {
        made.current.sender ??= sender ?? (await makeSender(known));
      });
      await step('campaign', async () => {
        const { campaignId, sender: chosen } = made.current;
        if (campaignId || !chosen) return;
        const document = exampleDocument(await freeName(), words.example.description, chosen);
        made.current.campaignId = (await importCampaign(document)).id;
      });
      const id = made.current.campaignId ?? '';
      await step('flow', () => activateFlows(id));
      rememberChecklist(id, 'on');
      for (const queryKey of [campaignKeys.lists, agentKeys.all, channelKeys.all]) {
        void client.invalidateQueries({ queryKey });
      }
      setState({ step: null, done, error: null });
      onDone(id);
    } catch (error) {
      setState(now => ({ ...now, error }));
    }
  };
  return { state, start };
}
