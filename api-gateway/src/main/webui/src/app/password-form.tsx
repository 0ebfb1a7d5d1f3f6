import { Button, PasswordInput, Stack } from '@mantine/core';
import { useState } from 'react';
import { Problem } from '../api/problem';
import { useSignIn } from '../api/queries/session';
import { texts } from '../texts/en';
import { ProblemList } from '../ui/problem-list';

/** The built-in sign-in. */
export function PasswordForm({ focused }: { readonly focused: boolean }) {
  const signIn = useSignIn();
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const wrong = signIn.error instanceof Problem && signIn.error.status === 401;
  const error = missing ? texts.signIn.required : wrong ? texts.signIn.wrong : undefined;
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        setMissing(!password);
        if (password) signIn.mutate({ password });
      }}
    >
      <Stack gap={14}>
        {!wrong && <ProblemList error={signIn.error} />}
        <PasswordInput
          label={texts.signIn.password}
          description={texts.signIn.hint}
          autoComplete="current-password"
          {...(focused && { 'data-autofocus': true, autoFocus: true })}
          value={password}
          onChange={event => {
            setPassword(event.currentTarget.value);
            setMissing(false);
          }}
          {...(error ? { error } : {})}
        />
        <Button type="submit" size="sm" fullWidth loading={signIn.isPending}>
          {texts.signIn.submit}
        </Button>
      </Stack>
    </form>
  );
}
