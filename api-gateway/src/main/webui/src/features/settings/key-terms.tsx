import { MultiSelect, NumberInput, Textarea } from '@mantine/core';
import type { Problem } from '../../api/problem';
import type { ApiKey, KeyTerms } from '../../api/queries/api-keys';
import { settings } from '../../texts/en/settings';
import { instantOfWall, wallClock } from '../../time';
import { DateTimeField } from '../../ui/date-field';

const words = settings.apiKeys.form;
const scopes = Object.entries(words.scopes).map(([value, label]) => ({ value, label }));

/** The fields whose messages stand at them. */
export const TERM_FIELDS = ['expires_at', 'allowed_addresses', 'requests_per_minute', 'scopes'];

/** What bounds the use of a key, as it is written: the end on the clocks of the tenant, a range a line. */
export interface WrittenTerms {
  readonly end: string;
  readonly addresses: string;
  readonly perMinute: number | '';
  readonly scopes: string[];
}

export function writtenTerms(key: ApiKey | null, timezone: string): WrittenTerms {
  return {
    end: key?.expires_at ? wallClock(key.expires_at, timezone) : '',
    addresses: key?.allowed_addresses.join('\n') ?? '',
    perMinute: key?.requests_per_minute ?? '',
    scopes: [...(key?.scopes ?? [])],
  };
}

/** As they are sent; an end that is no moment is sent as it was written, so that the answer says so. */
export function sentTerms(written: WrittenTerms, timezone: string): KeyTerms {
  return {
    expires_at: written.end ? (instantOfWall(written.end, timezone) ?? written.end) : null,
    allowed_addresses: written.addresses.split(/[\n,]/).flatMap(line => line.trim() || []),
    requests_per_minute: written.perMinute === '' ? null : written.perMinute,
    scopes: written.scopes,
  };
}

export interface KeyTermsFieldsProps {
  readonly value: WrittenTerms;
  readonly problem: Problem | null;
  readonly onChange: (value: WrittenTerms) => void;
}

export function KeyTermsFields({ value, problem, onChange }: KeyTermsFieldsProps) {
  const set = (part: Partial<WrittenTerms>) => onChange({ ...value, ...part });
  return (
    <>
      <MultiSelect
        label={words.scopesLabel}
        description={words.scopesHint}
        placeholder={value.scopes.length === 0 ? words.allScopes : ''}
        data={scopes}
        value={value.scopes}
        error={problem?.messageFor('scopes')}
        onChange={chosen => set({ scopes: chosen })}
      />
      <DateTimeField
        label={words.end}
        value={value.end}
        error={problem?.messageFor('expires_at')}
        onChange={end => set({ end })}
      />
      <Textarea
        label={words.addresses}
        description={words.addressesHint}
        autosize
        minRows={1}
        maxRows={6}
        autoComplete="off"
        value={value.addresses}
        error={firstOf(problem, 'allowed_addresses')}
        onChange={event => set({ addresses: event.currentTarget.value })}
      />
      <NumberInput
        label={words.perMinute}
        description={words.perMinuteHint}
        min={1}
        max={1_000_000}
        allowDecimal={false}
        allowNegative={false}
        thousandSeparator=" "
        value={value.perMinute}
        error={problem?.messageFor('requests_per_minute')}
        onChange={typed => set({ perMinute: typeof typed === 'number' ? typed : '' })}
      />
    </>
  );
}

/** The message for a list, or for one of its items. */
function firstOf(problem: Problem | null, field: string): string | undefined {
  return (
    problem?.messageFor(field) ??
    problem?.errors.find(error => error.field?.startsWith(`${field}[`))?.message ??
    undefined
  );
}
