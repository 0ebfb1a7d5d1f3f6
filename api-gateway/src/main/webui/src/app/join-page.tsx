import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { Megaphone } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { asProblem } from '../api/problem';
import { useAcceptInvitation, useInvitation } from '../api/queries/invitation';
import { useSignIn } from '../api/queries/session';
import type { Schema } from '../api/types';
import { join as words } from '../texts/en/join';
import { useTitle } from '../ui/page';
import { ProblemList } from '../ui/problem-list';
import { shortestPassword } from '../ui/shortest-password';
import s from './sign-in.module.css';

/** Where the link of an invitation leads. Its secret is behind the #, which no browser sends to a server. */
export function Component() {
  useTitle(words.title);
  const token = useLocation().hash.slice(1);
  const invitation = useInvitation(token);
  if (invitation.isPending) return <main className={s.page} aria-busy />;
  if (!invitation.data) return <Refused error={invitation.error} />;
  return (
    <Card title={words.lead(invitation.data.tenant_name)}>
      <JoinForm token={token} invitation={invitation.data} />
    </Card>
  );
}

function Card({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <main className={s.page}>
      <div className={s.card}>
        <span className={s.mark}>
          <Megaphone size={22} strokeWidth={2.2} aria-hidden />
        </span>
        <h1 className={s.title}>{title}</h1>
        {children}
      </div>
    </main>
  );
}

function Refused({ error }: { readonly error: unknown }) {
  const navigate = useNavigate();
  return (
    <Card title={words.refused}>
      <Stack gap={14}>
        <ProblemList error={error} />
        <Button variant="default" fullWidth onClick={() => void navigate('/')}>
          {words.toSignIn}
        </Button>
      </Stack>
    </Card>
  );
}

interface JoinFormProps {
  readonly token: string;
  readonly invitation: Schema<'Invitation'>;
}

function JoinForm({ token, invitation }: JoinFormProps) {
  const navigate = useNavigate();
  const accept = useAcceptInvitation();
  const signIn = useSignIn();
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const fault = tried && password.length < shortestPassword ? words.tooShort : undefined;
  const error = accept.error ? asProblem(accept.error) : null;
  const submit = () => {
    setTried(true);
    if (password.length < shortestPassword) return;
    accept.mutate(
      { token, password },
      {
        onSuccess: () =>
          signIn.mutate(
            { email: invitation.email, password, tenant: invitation.tenant_name },
            { onSettled: () => void navigate('/', { replace: true }) },
          ),
      },
    );
  };
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault();
        submit();
      }}
    >
      <p className={s.text}>{words.text(invitation.name)}</p>
      <Stack gap={14}>
        <ProblemList error={accept.error} shownElsewhere={['password']} />
        <TextInput label={words.email} readOnly autoComplete="username" value={invitation.email} />
        <PasswordInput
          label={words.password}
          description={words.hint}
          autoComplete="new-password"
          data-autofocus
          autoFocus
          value={password}
          error={fault ?? error?.messageFor('password')}
          onChange={event => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="sm" fullWidth loading={accept.isPending || signIn.isPending}>
          {words.submit}
        </Button>
      </Stack>
    </form>
  );
}
