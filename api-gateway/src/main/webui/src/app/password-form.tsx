import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Problem } from '../api/problem';
import { useSignIn } from '../api/queries/session';
import { texts } from '../texts/en';
import { ProblemList } from '../ui/problem-list';

const words = texts.signIn;

export interface PasswordFormProps {
  readonly focused: boolean;
  /** `password` alone, `email` and password, or both. */
  readonly means: readonly string[];
}

/** The built-in sign-in. A code and the tenant's name are asked for when the server says that it needs them. */
export function PasswordForm({ focused, means }: PasswordFormProps) {
  const signIn = useSignIn();
  const [draft, setDraft] = useState({ email: '', password: '', code: '', tenant: '' });
  const [tried, setTried] = useState(false);
  const [asked, setAsked] = useState({ code: false, tenant: false });
  const withEmail = means.includes('email');
  const faults = faultsOf(draft, asked, withEmail && !means.includes('password'));
  const wrong = wrongOf(signIn.error, draft.email !== '', asked.code && draft.code !== '');
  const change = (part: Partial<typeof draft>) => {
    setDraft({ ...draft, ...part });
    setTried(false);
  };
  const submit = () => {
    setTried(true);
    if (Object.values(faults).some(Boolean)) return;
    setTried(false);
    signIn.mutate(sent(draft), {
      onError: error => {
        if (!(error instanceof Problem)) return;
        if (error.messageFor('code')) setAsked(before => ({ ...before, code: true }));
        if (error.messageFor('tenant')) setAsked(before => ({ ...before, tenant: true }));
      },
    });
  };
  const at = (field: keyof typeof faults) => (tried ? faults[field] : wrong?.[field]) ?? undefined;
  const focus = focused && { 'data-autofocus': true, autoFocus: true };
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap={14}>
        {!wrong && <ProblemList error={signIn.error} shownElsewhere={['code', 'tenant']} />}
        {withEmail && (
          <TextInput
            label={words.email}
            type="email"
            autoComplete="username"
            {...(means.includes('password') && { description: words.emailHint })}
            {...focus}
            value={draft.email}
            error={at('email')}
            onChange={event => change({ email: event.currentTarget.value })}
          />
        )}
        <PasswordInput
          label={words.password}
          {...(!withEmail && { description: words.hint })}
          autoComplete="current-password"
          {...(!withEmail && focus)}
          value={draft.password}
          error={at('password')}
          onChange={event => change({ password: event.currentTarget.value })}
        />
        {asked.tenant && (
          <TextInput
            label={words.tenant}
            description={words.tenantHint}
            autoComplete="organization"
            autoFocus
            value={draft.tenant}
            error={at('tenant')}
            onChange={event => change({ tenant: event.currentTarget.value })}
          />
        )}
        {asked.code && (
          <TextInput
            label={words.code}
            description={words.codeHint}
            autoComplete="one-time-code"
            autoFocus
            value={draft.code}
            error={at('code')}
            onChange={event => change({ code: event.currentTarget.value })}
          />
        )}
        <Button type="submit" size="sm" fullWidth loading={signIn.isPending}>
          {words.submit}
        </Button>
      </Stack>
    </form>
  );
}

interface Draft {
  readonly email: string;
  readonly password: string;
  readonly code: string;
  readonly tenant: string;
}

type Faults = Partial<Record<keyof Draft, string | null>>;

function faultsOf(draft: Draft, asked: { code: boolean; tenant: boolean }, needsEmail: boolean): Faults {
  return {
    email: needsEmail && !draft.email.trim() ? words.emailRequired : null,
    password: draft.password ? null : words.required,
    code: asked.code && !draft.code.trim() ? words.codeRequired : null,
    tenant: asked.tenant && !draft.tenant.trim() ? words.tenantRequired : null,
  };
}

/** At which field it says that what was sent is wrong; undefined if it was refused for another reason. */
function wrongOf(error: unknown, withEmail: boolean, withCode: boolean): Faults | undefined {
  if (!(error instanceof Problem) || error.status !== 401) return undefined;
  if (withCode) return { code: words.wrongCode };
  return { password: withEmail ? words.wrongAddress : words.wrong };
}

function sent({ email, password, code, tenant }: Draft) {
  return {
    password,
    ...(email.trim() && { email: email.trim() }),
    ...(code.trim() && { code: code.trim() }),
    ...(tenant.trim() && { tenant: tenant.trim() }),
  };
}
