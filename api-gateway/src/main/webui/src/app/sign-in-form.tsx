import { Divider, Stack } from '@mantine/core';
import { useSignInState } from '../api/queries/session';
import { texts } from '../texts/en';
import { ProblemList } from '../ui/problem-list';
import { PasswordForm } from './password-form';
import { ProviderButtons } from './provider-buttons';
import s from './sign-in.module.css';

/** All the means there are to sign in; over a page it stays where it is, and nothing on it is lost. */
export function SignInForm({ over = false }: { readonly over?: boolean }) {
  const state = useSignInState();
  if (state.isPending) {
    // As tall as what mostly comes, so that a dialog does not grow.
    return (
      <div className={s.placeholder} aria-hidden inert>
        <PasswordForm focused={false} means={['password']} />
      </div>
    );
  }
  const providers = state.data?.providers ?? [];
  const means = state.data?.sign_in ?? ['password'];
  const withPassword = means.length > 0;
  if (providers.length === 0 && !withPassword) return <p className={s.text}>{texts.signIn.none}</p>;
  return (
    <Stack gap={14}>
      <ProblemList error={state.error} />
      {providers.length > 0 && <ProviderButtons providers={providers} over={over} />}
      {providers.length > 0 && withPassword && <Divider label={texts.signIn.or} />}
      {withPassword && <PasswordForm focused={providers.length === 0} means={means} />}
    </Stack>
  );
}
