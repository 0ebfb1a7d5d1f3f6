import { MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { asProblem } from '../../api/problem';
import { type AgentDraft, useAgentChanges } from '../../api/queries/agents';
import type { Agent, Channel } from '../../api/types';
import { texts } from '../../texts/en';
import { settings } from '../../texts/en/settings';
import { EditDialog } from '../../ui/edit-dialog';
import { say } from '../../ui/toast';
import { useEdited } from '../../ui/unsaved-edits';
import { AgentResults, type ResultInput } from './agent-results';
import { ExternalAgent, externalOf, externalSettings } from './external-agent';
import {
  type DurationUnit,
  durationFault,
  oddsOf,
  percentOf,
  readDuration,
  resultFaults,
  writeDuration,
} from './rules';
import s from './settings.module.css';
import { type Simulated, SimulatedContacts, simulatedFaults } from './simulated-contacts';

const words = settings.agents.form;
/** What message agents can send by; simulated and external ones are on all channels. */
const sendsMessages: ReadonlySet<Channel['type']> = new Set(['email', 'telegram', 'whatsapp', 'voice', 'web']);
const kinds = (['simulated', 'message', 'external'] as const).map(value => ({
  value,
  label: settings.agents.kinds[value],
}));
const units = Object.entries(words.units).map(([value, label]) => ({ value, label }));

export interface AgentFormProps {
  /** Null for a new one. */
  readonly agent: Agent | null;
  readonly channels: readonly Channel[];
  readonly onClose: () => void;
}

function simulatedOf(settings: Readonly<Record<string, unknown>>): Simulated {
  const count = (value: unknown, otherwise: number) => (typeof value === 'number' ? value : otherwise);
  return {
    delivered: percentOf(settings.delivered, 0.98),
    read: percentOf(settings.read, 0.8),
    replied: percentOf(settings.replied, 0.3),
    failed: percentOf(settings.failed, 0.01),
    delay_ms: count(settings.delay_ms, 1500),
    seed: count(settings.seed, 0),
  };
}

function resultsOf(agent: Agent | null): readonly ResultInput[] {
  const answers = (agent?.settings.results ?? {}) as Readonly<Record<string, readonly string[]>>;
  return (agent?.results ?? []).map((result, key) => ({ ...result, key, answers: answers[result.name] ?? [] }));
}

export default function AgentForm({ agent, channels, onClose }: AgentFormProps) {
  const { create, change } = useAgentChanges();
  const [name, setName] = useState(agent?.name ?? '');
  const [kind, setKind] = useState<Agent['kind']>(agent?.kind ?? 'simulated');
  const [channelIds, setChannelIds] = useState<string[]>([...(agent?.channel_ids ?? [])]);
  const [wait, setWait] = useState<{ amount: number | string; unit: DurationUnit }>(
    readDuration(agent?.no_response_after ?? 'PT72H'),
  );
  const [results, setResults] = useState(resultsOf(agent));
  const [simulated, setSimulated] = useState<Simulated>(simulatedOf(agent?.settings ?? {}));
  const [external, setExternal] = useState(() => externalOf(agent === null, agent?.settings ?? {}));
  const [tried, setTried] = useState(false);

  const dirty = useEdited([name, kind, channelIds, wait, results, simulated, external]);
  const plays = kind === 'simulated';
  const isExternal = kind === 'external';
  const hasResults = plays || isExternal;
  const error = create.error ?? change.error;
  const problem = error ? asProblem(error) : null;
  const said = (field: string) => problem?.messageFor(field);
  const nameFault = name.trim() ? null : settings.nameRequired;
  const waitFault = durationFault(wait);
  const oddsFaults = simulatedFaults(simulated);
  const endpointFault = external.endpoint.trim() ? null : words.endpointInvalid;
  const faults = resultFaults(results);
  const wrong =
    nameFault !== null ||
    waitFault !== null ||
    (plays && Object.keys(oddsFaults).length > 0) ||
    (isExternal && endpointFault !== null) ||
    (hasResults && faults.some(fault => fault.name || fault.values));

  const submit = () => {
    setTried(true);
    if (wrong || create.isPending || change.isPending) return;
    const answers = Object.fromEntries(
      results.filter(result => result.answers.length > 0).map(result => [result.name, result.answers]),
    );
    const draft: AgentDraft = {
      name: name.trim(),
      channel_ids: channelIds,
      no_response_after: writeDuration({ amount: Number(wait.amount), unit: wait.unit }),
      results: hasResults
        ? results.map(result => ({
            name: result.name,
            title: (result.title ?? result.name).trim(),
            type: result.type,
            ...(result.type === 'enumeration' ? { values: result.values ?? [] } : {}),
          }))
        : // What it asks on the phone is not edited here, and stays.
          (agent?.results ?? []),
      settings: plays
        ? {
            delivered: oddsOf(Number(simulated.delivered)),
            read: oddsOf(Number(simulated.read)),
            replied: oddsOf(Number(simulated.replied)),
            failed: oddsOf(Number(simulated.failed)),
            delay_ms: Number(simulated.delay_ms),
            seed: Number(simulated.seed),
            ...(Object.keys(answers).length > 0 ? { results: answers } : {}),
          }
        : isExternal
          ? externalSettings(external)
          : (agent?.settings ?? {}),
    };
    const onSuccess = () => {
      say(agent ? settings.saved(draft.name) : settings.created(draft.name));
      onClose();
    };
    if (agent) change.mutate({ id: agent.id, draft }, { onSuccess });
    else create.mutate({ ...draft, kind }, { onSuccess });
  };
  const possible = channels.filter(
    channel => hasResults || sendsMessages.has(channel.type) || channelIds.includes(channel.id),
  );
  const shown = [
    'name',
    'kind',
    'channel_ids',
    'no_response_after',
    ...results.map((_, index) => `results[${index}]`),
    ...['delivered', 'read', 'replied', 'failed', 'delay_ms'].map(one => `settings.${one}`),
    ...results.map(result => `settings.results.${result.name}`),
    'settings.endpoint',
    'settings.secret',
  ];
  return (
    <EditDialog
      dirty={dirty}
      onClose={onClose}
      size={620}
      title={agent ? words.editTitle(agent.name) : words.createTitle}
      error={error}
      shownElsewhere={shown}
      wrong={Boolean(wrong)}
      pending={create.isPending || change.isPending}
      submit={agent ? texts.save : words.create}
      onSubmit={submit}
    >
      <TextInput
        label={words.name}
        withAsterisk
        data-autofocus
        autoComplete="off"
        value={name}
        error={(tried && nameFault) || said('name')}
        onChange={event => setName(event.currentTarget.value)}
      />
      <Select
        label={words.kind}
        description={agent ? words.kindLocked : settings.agents.kindHints[kind]}
        allowDeselect={false}
        disabled={agent !== null}
        data={kinds}
        value={kind}
        error={said('kind')}
        onChange={value => setKind(value as Agent['kind'])}
      />
      <MultiSelect
        label={words.channels}
        data={possible.map(channel => ({
          value: channel.id,
          label: words.channelOption(channel.name, settings.channels.types[channel.type], channel.status === 'running'),
        }))}
        placeholder={possible.length === 0 ? words.noChannels : ''}
        searchable
        hidePickedOptions
        value={channelIds}
        error={said('channel_ids')}
        onChange={setChannelIds}
      />
      <div className={s.row}>
        <NumberInput
          label={words.wait}
          description={words.waitHint}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          min={1}
          allowDecimal={false}
          value={wait.amount}
          error={(tried && waitFault) || said('no_response_after')}
          onChange={amount => setWait({ ...wait, amount })}
        />
        <Select
          label={words.unit}
          allowDeselect={false}
          data={units}
          value={wait.unit}
          onChange={unit => setWait({ ...wait, unit: unit as DurationUnit })}
        />
      </div>
      {plays && (
        <SimulatedContacts value={simulated} faults={tried ? oddsFaults : {}} said={said} onChange={setSimulated} />
      )}
      {isExternal && (
        <ExternalAgent
          isNew={agent === null}
          value={external}
          fault={tried ? endpointFault : null}
          said={said}
          onChange={setExternal}
        />
      )}
      {hasResults && (
        <AgentResults results={results} plays={plays} faults={tried ? faults : []} said={said} onChange={setResults} />
      )}
    </EditDialog>
  );
}
