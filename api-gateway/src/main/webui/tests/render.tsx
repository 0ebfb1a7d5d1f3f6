import { type RenderResult, render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { createMemoryRouter, Outlet, type RouteObject, RouterProvider } from 'react-router';
import { makeQueryClient } from '../src/api/query-client';
import { Providers } from '../src/app/providers';
import { UnsavedGuard } from '../src/app/unsaved-guard';

export interface Rendered extends RenderResult {
  readonly user: UserEvent;
  /** Where the page has led to. */
  readonly path: () => string;
  /** As a link does, or the browser's Back with -1. */
  readonly go: (to: string | -1) => Promise<void>;
}

export interface RenderOptions {
  /** With the guard of unsaved edits, which the page has in its shell. */
  readonly guarded?: boolean;
}

function Nothing() {
  return null;
}

function Guarded() {
  return (
    <>
      <Outlet />
      <UnsavedGuard />
    </>
  );
}

/** Renders routes as the page has them: with theme, queries and a router, at an address. */
export function renderAt(address: string, routes: RouteObject[], { guarded = false }: RenderOptions = {}): Rendered {
  const pages = routes.map(route => ({ HydrateFallback: Nothing, ...route }) as RouteObject);
  const router = createMemoryRouter(guarded ? [{ Component: Guarded, children: pages }] : pages, {
    initialEntries: ['/before', address],
    initialIndex: 1,
  });
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
    go: to => (to === -1 ? router.navigate(-1) : router.navigate(to)),
    path: () => router.state.location.pathname + router.state.location.search,
  };
}
