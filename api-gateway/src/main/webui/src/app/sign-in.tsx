import { Button, Modal, PasswordInput, Stack } from '@mantine/core';
import { Megaphone } from 'lucide-react';
import { useState } from 'react';
import { Problem } from '../api/problem';
import { useSignIn } from '../api/queries/session';
import { texts } from '../texts/en';
import { useTitle } from '../ui/page';
import { ProblemList } from '../ui/problem-list';
import s from './sign-in.module.css';

export function SignInPage() {
  useTitle(texts.signIn.title);
  return (
    <main className={s.page}>
      <div className={s.card}>
        <span className={s.mark}>
          <Megaphone size={22} strokeWidth={2.2} aria-hidden />
        </span>
        <h1 className={s.title}>{texts.signIn.lead}</h1>
        <SignInForm />
      </div>
    </main>
  );
}

/** Over a page whose sign-in has run out: the page stays below it, with everything that is not saved yet. */
export function SignInDialog() {
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={texts.signIn.expiredTitle}
      size={400}
      zIndex={400}
    >
      <p className={s.text}>{texts.signIn.expiredText}</p>
      <SignInForm />
    </Modal>
  );
}

function SignInForm() {
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
          data-autofocus
          autoFocus
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
