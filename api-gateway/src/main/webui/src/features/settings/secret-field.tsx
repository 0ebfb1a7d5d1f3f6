import { Button, CopyButton, Input, TextInput } from '@mantine/core';
import { Check, Copy, LockKeyhole } from 'lucide-react';
import { useId } from 'react';
import { texts } from '../../texts/en';
import { settings } from '../../texts/en/settings';
import { newSecret } from './rules';
import s from './settings.module.css';

const words = settings.channels.form;

/** What happens to a stored secret: it stays, is replaced by what was typed, or goes. */
export type SecretChange = { kind: 'keep' } | { kind: 'replace'; value: string } | { kind: 'remove' };

export interface SecretFieldProps {
  readonly label: string;
  readonly hint?: string;
  /** Whether there is one; `maybe` where the API tells only that the channel has secrets. */
  readonly stored: boolean | 'maybe';
  /** A made-up one will do; a provider's cannot be made up. */
  readonly generated?: boolean | (() => string);
  readonly change: SecretChange;
  readonly error: string | null | undefined;
  readonly onChange: (change: SecretChange) => void;
}

/** Write-only: a stored secret shows as set and nothing more; a new one can be copied until it is saved. */
export function SecretField({ label, hint, stored, generated = false, change, error, onChange }: SecretFieldProps) {
  const id = useId();
  if (stored && change.kind !== 'replace') {
    return (
      <div role="group" aria-labelledby={id}>
        <div className={s.secretLabel} id={id}>
          {label}
        </div>
        <div className={s.secret}>
          <LockKeyhole size={14} aria-hidden />
          <span>
            {change.kind === 'remove' ? words.willBeRemoved : stored === 'maybe' ? words.asStored : words.isSet}
          </span>
          <Button
            variant="default"
            aria-label={words.replaceOf(label)}
            onClick={() => onChange({ kind: 'replace', value: '' })}
          >
            {words.replace}
          </Button>
          {change.kind === 'remove' ? (
            <Button variant="subtle" onClick={() => onChange({ kind: 'keep' })}>
              {words.keep}
            </Button>
          ) : (
            <Button
              variant="subtle"
              color="red"
              aria-label={words.removeOf(label)}
              onClick={() => onChange({ kind: 'remove' })}
            >
              {words.removeSecret}
            </Button>
          )}
        </div>
        {error && <Input.Error mt={4}>{error}</Input.Error>}
      </div>
    );
  }
  const value = change.kind === 'replace' ? change.value : '';
  return (
    <div className={s.row}>
      <TextInput
        label={label}
        description={hint}
        autoComplete="off"
        spellCheck={false}
        value={value}
        error={error}
        onChange={event => {
          const typed = event.currentTarget.value;
          onChange(typed === '' && !stored ? { kind: 'keep' } : { kind: 'replace', value: typed });
        }}
      />
      <div className={`${s.secret} ${s.beside}`} data-below-hint={hint !== undefined || undefined}>
        {generated && (
          <Button
            variant="default"
            onClick={() => onChange({ kind: 'replace', value: generated === true ? newSecret() : generated() })}
          >
            {words.generate}
          </Button>
        )}
        {value && (
          <CopyButton value={value} timeout={1500}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                leftSection={copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
                onClick={copy}
              >
                {copied ? texts.copied : texts.copy}
              </Button>
            )}
          </CopyButton>
        )}
        {stored && (
          <Button variant="subtle" onClick={() => onChange({ kind: 'keep' })}>
            {words.keep}
          </Button>
        )}
      </div>
    </div>
  );
}
