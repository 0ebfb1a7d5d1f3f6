import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { theme } from './theme';

export interface ProvidersProps {
  readonly client: QueryClient;
  readonly children: ReactNode;
}

/** Without variables and global classes of Mantine's own: those are style elements, which the policy refuses. */
export function Providers({ client, children }: ProvidersProps) {
  return (
    <MantineProvider
      env={import.meta.env.MODE === 'test' ? 'test' : 'default'}
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={client}>
        <Notifications position="top-right" limit={4} />
        {children}
      </QueryClientProvider>
    </MantineProvider>
  );
}
