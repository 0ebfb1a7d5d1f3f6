import { QueryClient } from '@tanstack/react-query';
import { asProblem } from './problem';

/** Only what may pass by itself is tried again; a refusal would only be refused later. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < 2 && asProblem(error).passing,
        staleTime: 5_000,
        refetchOnWindowFocus: true,
      },
      mutations: { retry: false },
    },
  });
}
