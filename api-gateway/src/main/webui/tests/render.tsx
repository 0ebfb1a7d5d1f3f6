import { type RenderResult, render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { createMemoryRouter, Outlet, type RouteObject, RouterProvider } from 'react-router';
import { useMe } from '../src/api/queries/session';
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
  /** Not before it is known who is there, and in which zone: so the shell shows its pages. */
  readonly signedIn?: boolean;
}

function Nothing() {
  return null;
}

function SignedIn() {
  return useMe().data ? <Outlet /> : null;
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
export function renderAt(address: string, routes: RouteObject[], options: RenderOptions = {}): Rendered {
  const { guarded = false, signedIn = false } = options;
  const all = routes.map(route => ({ HydrateFallback: Nothing, ...route }) as RouteObject);
  const pages = signedIn ? [{ Component: SignedIn, children: all }] : all;
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
