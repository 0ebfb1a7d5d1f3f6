import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { asProblem } from './problem';
import { sessionKeys } from './queries/session';

const PATIENCE_S = 10;
const FIRST_RETRY_MS = 1_000;

/**
 * Only what may pass by itself is tried again, and not before the server wants it; a refusal would only be refused later.
 * Without a connection a request fails at once and says so, where it would otherwise wait unseen.
 */
export function makeQueryClient(): QueryClient {
  // Who is refused for a role may have lost it: then the page offers less from now on.
  const onError = (error: Error) => {
    if (asProblem(error).status === 403) void client.invalidateQueries({ queryKey: sessionKeys.me });
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: (failures, error) => {
          const problem = asProblem(error);
          return failures < 2 && problem.passing && (problem.retryAfter ?? 0) <= PATIENCE_S;
        },
        retryDelay: (failures, error) =>
          Math.max(FIRST_RETRY_MS * 2 ** failures, (asProblem(error).retryAfter ?? 0) * 1_000),
        staleTime: 5_000,
        refetchOnWindowFocus: true,
        refetchOnReconnect: true,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  return client;
}
