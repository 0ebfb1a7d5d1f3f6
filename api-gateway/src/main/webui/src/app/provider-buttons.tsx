import { Button, Stack } from '@mantine/core';
import { ExternalLink, LogIn } from 'lucide-react';
import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { providerAddress, useSignedInElsewhere } from '../api/queries/session';
import type { SignInProvider } from '../api/types';
import { texts } from '../texts/en';
import { rememberAddress } from './return-address';
import s from './sign-in.module.css';

export interface ProviderButtonsProps {
  readonly providers: readonly SignInProvider[];
  /** Over a page that must stay: the provider's pages open in a tab of their own. */
  readonly over: boolean;
}

export function ProviderButtons({ providers, over }: ProviderButtonsProps) {
  const { pathname, search } = useLocation();
  return (
    <Stack gap={8}>
      {providers.map(provider => (
        <Button
          key={provider.name}
          component="a"
          href={providerAddress(provider.name)}
          variant="default"
          size="sm"
          fullWidth
          leftSection={over ? <ExternalLink size={15} aria-hidden /> : <LogIn size={15} aria-hidden />}
          onClick={() => rememberAddress(pathname + search)}
          {...(over && { target: '_blank', rel: 'noopener' })}
        >
          {texts.signIn.withProvider(provider.title)}
        </Button>
      ))}
      {over && <ElsewhereHint />}
    </Stack>
  );
}

function ElsewhereHint() {
  const look = useSignedInElsewhere();
  useEffect(() => {
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [look]);
  return <p className={s.hint}>{texts.signIn.inNewTab}</p>;
}
