import { Button, Select, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ok } from '../../../api/client';
import { type Simulation, useSimulate } from '../../../api/queries/flows';
import type { Page } from '../../../api/types';
import { groupOf } from '../../../flow-model/graph';
import { typeTitle, valueLabel } from '../../../flow-model/name';
import type { NodeType, Property } from '../../../flow-model/types';
import { asText, asValue } from '../../../flow-model/values';
import { texts } from '../../../texts/en';
import { communications } from '../../../texts/en/communications';
import { dates as datesTexts } from '../../../texts/en/dates';
import { simulation as simulationTexts } from '../../../texts/en/workflow/simulation';
import { instantOfWall } from '../../../time';
import { DateField, DateTimeField } from '../../../ui/date-field';
import { ProblemList } from '../../../ui/problem-list';
import { useTimeSettings } from '../../../ui/time';
import { useEditor, useFlowState } from '../editor-context';
import s from './simulation.module.css';

const words = simulationTexts;
const options = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));
/** A communication that has ended, or says something, was begun before. */
const statuses = options(communications.status).filter(one => one.value !== 'planned');
const channels = options(communications.channel);

export interface SimulationFormProps {
  readonly hypothetical: boolean;
  readonly onResult: (simulation: Simulation | null) => void;
}

/** The fields that this flow looks at come first; nobody wants to fill in thirty to try one check. */
function useUsedFields(): readonly Property[] {
  const { catalogue } = useEditor();
  const nodes = useFlowState(state => state.flow.nodes);
  const text = JSON.stringify(nodes.map(node => node.settings));
  return catalogue.properties.filter(
    property =>
      property.level !== 'communication' &&
      (text.includes(property.reference) ||
        nodes.some(node =>
          asText(asValue(node.settings.value)?.code).includes(property.reference.split('.')[1] ?? '?'),
        )),
  );
}

export function SimulationForm({ hypothetical, onResult }: SimulationFormProps) {
  const { campaignId, flowId, autosave, readOnly } = useEditor();
  const settings = useTimeSettings();
  const triggers = useFlowState(state => state.flow.nodes)
    .map(node => node.type)
    .filter(type => groupOf(type) === 'trigger');
  const used = useUsedFields();
  const simulate = useSimulate(campaignId, flowId);
  const [trigger, setTrigger] = useState<NodeType | null>(triggers[0] ?? null);
  const [participant, setParticipant] = useState<string | null>(null);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [at, setAt] = useState('');
  const [timezone, setTimezone] = useState('');
  const [last, setLast] = useState({ name: '', status: 'completed', channel: 'email' });
  const [unsaved, setUnsaved] = useState(false);
  const chosen = trigger && triggers.includes(trigger) ? trigger : (triggers[0] ?? null);
  const aboutCommunication = chosen === 'communication_ended' || chosen === 'communication_updated';

  const run = async () => {
    if (!chosen) return;
    onResult(null);
    const saved = readOnly || (await autosave.flush());
    setUnsaved(!saved);
    if (!saved) return;
    const instant = at ? (instantOfWall(at, timezone || settings.timezone) ?? at) : null;
    const attributes = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
    simulate.mutate(
      {
        trigger: chosen,
        ...(hypothetical || !participant ? { attributes } : { participant_id: participant }),
        ...(instant ? { at: instant } : {}),
        ...(timezone ? { timezone } : {}),
        ...(aboutCommunication && last.name ? { last_communication: last } : {}),
      },
      { onSuccess: onResult },
    );
  };
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        void run();
      }}
    >
      <Stack gap={12}>
        {hypothetical ? (
          used.map(property => (
            <AttributeInput
              key={property.reference}
              property={property}
              zone={datesTexts.inZone(timezone || settings.timezone)}
              value={values[nameOf(property)] ?? ''}
              onChange={value => setValues({ ...values, [nameOf(property)]: value })}
            />
          ))
        ) : (
          <ParticipantSelect value={participant} onChange={setParticipant} />
        )}
        <Select
          size="sm"
          label={words.trigger}
          allowDeselect={false}
          placeholder={words.noTrigger}
          data={[...new Set(triggers)].map(type => ({ value: type, label: typeTitle(type) }))}
          value={chosen}
          onChange={value => setTrigger(value as NodeType | null)}
        />
        {aboutCommunication && (
          <div className={s.pair}>
            <TextInput
              size="sm"
              label={words.lastCommunication}
              placeholder={words.communicationName}
              value={last.name}
              onChange={event => setLast({ ...last, name: event.currentTarget.value })}
            />
            <Select
              size="sm"
              label={words.communicationStatus}
              allowDeselect={false}
              data={statuses}
              value={last.status}
              onChange={status => setLast({ ...last, status: status ?? 'completed' })}
            />
            <Select
              size="sm"
              label={words.communicationChannel}
              allowDeselect={false}
              data={channels}
              value={last.channel}
              onChange={channel => setLast({ ...last, channel: channel ?? 'email' })}
            />
          </div>
        )}
        <DateTimeField
          size="sm"
          label={words.at}
          zone={words.atHint(timezone || settings.timezone)}
          value={at}
          onChange={setAt}
        />
        <Select
          size="sm"
          label={words.timezone}
          searchable
          clearable
          limit={60}
          placeholder={settings.timezone}
          data={zones}
          value={timezone || null}
          onChange={value => setTimezone(value ?? '')}
        />
        {unsaved && (
          <p className={s.unsaved} role="alert">
            {words.unsaved}
          </p>
        )}
        <ProblemList error={simulate.error} />
        <Button
          type="submit"
          size="sm"
          loading={simulate.isPending}
          disabled={!chosen || (!hypothetical && !participant)}
        >
          {words.run}
        </Button>
      </Stack>
    </form>
  );
}

const zones: string[] = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : ['UTC'];

function nameOf(property: Property): string {
  return property.reference.split('.')[1] ?? property.reference;
}

interface AttributeInputProps {
  readonly property: Property;
  readonly value: string;
  readonly zone: string;
  readonly onChange: (value: string) => void;
}

function AttributeInput({ property, value, zone, onChange }: AttributeInputProps) {
  const choices = property.type === 'boolean' ? ['true', 'false'] : property.values;
  if (choices.length > 0) {
    return (
      <Select
        size="sm"
        label={property.title}
        clearable
        data={choices.map(one => ({ value: one, label: valueLabel(one, property) }))}
        value={value || null}
        onChange={next => onChange(next ?? '')}
      />
    );
  }
  if (property.type === 'date') {
    return <DateField size="sm" label={property.title} value={value} onChange={onChange} />;
  }
  if (property.type === 'datetime') {
    return <DateTimeField size="sm" label={property.title} zone={zone} value={value} onChange={onChange} />;
  }
  return (
    <TextInput size="sm" label={property.title} value={value} onChange={event => onChange(event.currentTarget.value)} />
  );
}

interface Found {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly external_id: string | null;
}

function ParticipantSelect({
  value,
  onChange,
}: {
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
}) {
  const { campaignId } = useEditor();
  const [typed, setTyped] = useState('');
  const [wanted] = useDebouncedValue(typed, 250);
  const found = useQuery({
    queryKey: ['simulation-participants', campaignId, wanted],
    queryFn: async () => {
      const ask = async (query: Record<string, string>) => {
        const params = { path: { campaign_id: campaignId }, query: { ...query, limit: 20 } as never };
        return (await ok<Page<Found>>(api.GET('/api/v1/campaigns/{campaign_id}/participants', { params }))).items;
      };
      if (!wanted) return ask({});
      if (wanted.includes('@')) return ask({ email: wanted });
      const answers = await Promise.all([ask({ external_id: wanted }), ask({ name: wanted })]);
      return [...new Map(answers.flat().map(one => [one.id, one])).values()];
    },
  });
  const nothing = found.isError ? words.participantsFailed : found.isPending ? texts.loading : words.noParticipant;
  // Names are shared: what tells two people apart stands beside them.
  const labelOf = (one: Found) => [one.name, one.external_id || one.email].filter(part => part).join(', ') || one.id;
  return (
    <Select
      size="sm"
      label={words.participant}
      placeholder={words.findParticipant}
      searchable
      clearable
      filter={({ options }) => options}
      nothingFoundMessage={nothing}
      data={(found.data ?? []).map(one => ({ value: one.id, label: labelOf(one) }))}
      value={value}
      onChange={onChange}
      onSearchChange={setTyped}
    />
  );
}
