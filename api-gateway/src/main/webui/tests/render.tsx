import { type RenderResult, render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { createMemoryRouter, type RouteObject, RouterProvider } from 'react-router';
import { makeQueryClient } from '../src/api/query-client';
import { Providers } from '../src/app/providers';

export interface Rendered extends RenderResult {
  readonly user: UserEvent;
  /** Where the page has led to. */
  readonly path: () => string;
}

function Nothing() {
  return null;
}

/** Renders routes as the page has them: with theme, queries and a router, at an address. */
export function renderAt(address: string, routes: RouteObject[]): Rendered {
  const router = createMemoryRouter(
    routes.map(route => ({ HydrateFallback: Nothing, ...route }) as RouteObject),
    { initialEntries: [address] },
  );
  const client = makeQueryClient();
  const { queries, mutations } = client.getDefaultOptions();
  client.setDefaultOptions({ queries: { ...queries, retry: false, staleTime: 0 }, mutations: { ...mutations } });
  const result = render(
    <Providers client={client}>
      <RouterProvider router={router} />
    </Providers>,
  );
  return {
    ...result,
    user: userEvent.setup({ delay: null }),
    path: () => router.state.location.pathname + router.state.location.search,
  };
}
