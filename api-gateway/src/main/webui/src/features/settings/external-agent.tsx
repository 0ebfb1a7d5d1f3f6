import { TextInput } from '@mantine/core';
import { settings } from '../../texts/en/settings';
import { newWebhookSecret } from './rules';
import { type SecretChange, SecretField } from './secret-field';

const words = settings.agents.form;

export interface ExternalAgentInput {
  readonly endpoint: string;
  readonly secret: SecretChange;
}

/** A new agent gets a secret at once, to be copied; that of another one is never shown again. */
export function externalOf(isNew: boolean, stored: Readonly<Record<string, unknown>>): ExternalAgentInput {
  return {
    endpoint: typeof stored.endpoint === 'string' ? stored.endpoint : '',
    secret: isNew ? { kind: 'replace', value: newWebhookSecret() } : { kind: 'keep' },
  };
}

/** As the API takes them: without a secret a new agent is given one, and another keeps its own. */
export function externalSettings({ endpoint, secret }: ExternalAgentInput): Readonly<Record<string, unknown>> {
  const given = secret.kind === 'replace' ? secret.value.trim() : '';
  return { endpoint: endpoint.trim(), ...(given ? { secret: given } : {}) };
}

export interface ExternalAgentProps {
  readonly isNew: boolean;
  readonly value: ExternalAgentInput;
  readonly fault: string | null;
  readonly said: (field: string) => string | undefined;
  readonly onChange: (value: ExternalAgentInput) => void;
}

export function ExternalAgent({ isNew, value, fault, said, onChange }: ExternalAgentProps) {
  return (
    <>
      <TextInput
        label={words.endpoint}
        description={words.endpointHint}
        withAsterisk
        type="url"
        autoComplete="off"
        spellCheck={false}
        value={value.endpoint}
        error={fault || said('settings.endpoint')}
        onChange={event => onChange({ ...value, endpoint: event.currentTarget.value })}
      />
      <SecretField
        label={words.secret}
        hint={isNew ? words.secretOfNew : words.secretStays}
        stored={false}
        generated={newWebhookSecret}
        change={value.secret}
        error={said('settings.secret')}
        onChange={secret => onChange({ ...value, secret })}
      />
    </>
  );
}
