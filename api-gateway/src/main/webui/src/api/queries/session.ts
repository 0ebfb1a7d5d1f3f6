import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, ok } from '../client';
import { signedIn } from '../session-state';
import type { Me, Role, SignInState } from '../types';
import { useSubmit } from './submit';

export const sessionKeys = { me: ['me'] as const, signIn: ['sign-in'] as const };

const readSignInState = () => ok<SignInState>(api.GET('/api/v1/session'));

/** By which means people sign in here. */
export function useSignInState(): UseQueryResult<SignInState> {
  return useQuery({ queryKey: sessionKeys.signIn, queryFn: readSignInState, staleTime: 60_000 });
}

/** Finds out whether somebody has signed in meanwhile, in another tab. */
export function useSignedInElsewhere() {
  const client = useQueryClient();
  return useCallback(async () => {
    const state = await readSignInState().catch(() => undefined);
    if (!state?.signed_in) return;
    signedIn();
    await client.invalidateQueries();
  }, [client]);
}

/** Where a browser begins or ends a sign-in by an identity provider. */
export const providerAddress = (name: string) => `/api/v1/sign-in/${encodeURIComponent(name)}`;

export function useMe(): UseQueryResult<Me> {
  return useQuery({ queryKey: sessionKeys.me, queryFn: () => ok<Me>(api.GET('/api/v1/me')), staleTime: 60_000 });
}

const editors: readonly Role[] = ['admin', 'campaign_manager'];
const operators: readonly Role[] = [...editors, 'operator'];

/** What this person may do; what they may not is left out of the page rather than shown broken. */
export interface Permissions {
  /** Campaigns, fields, flows, uploads, start and stop. */
  readonly editCampaigns: boolean;
  readonly editParticipants: boolean;
  /** Agents, channels, keys, users, tenant. */
  readonly administer: boolean;
}

export function usePermissions(): Permissions {
  const roles = useMe().data?.roles ?? [];
  return {
    editCampaigns: roles.some(role => editors.includes(role)),
    editParticipants: roles.some(role => operators.includes(role)),
    administer: roles.includes('admin'),
  };
}

/** What signs in: a password alone, or with an address, and a code and the tenant's name where they are asked for. */
export interface Credentials {
  readonly email?: string;
  readonly password: string;
  readonly code?: string;
  readonly tenant?: string;
}

export function useSignIn() {
  const client = useQueryClient();
  return useSubmit({
    mutationFn: async (body: Credentials) => {
      await api.POST('/api/v1/session', { body: { ...body, cookie: true } as never });
    },
    onSuccess: async () => {
      signedIn();
      await client.invalidateQueries();
    },
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useSubmit({
    mutationFn: async (provider: string | null) => {
      await api.DELETE('/api/v1/session');
      return provider;
    },
    onSuccess: provider => {
      if (provider) window.location.assign(`${providerAddress(provider)}/sign-out`);
      else client.clear();
    },
  });
}
