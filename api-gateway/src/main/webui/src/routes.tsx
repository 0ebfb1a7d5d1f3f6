import { Navigate, type RouteObject } from 'react-router';
import { ErrorPage, NotFoundPage } from './app/error-page';
import { Home } from './app/return-address';
import { Shell } from './app/shell';

/** Each page is a file of its own, fetched when somebody goes there. */
export const routes: RouteObject[] = [
  {
    path: '/join',
    lazy: () => import('./app/join-page'),
    ErrorBoundary: ErrorPage,
    HydrateFallback: () => null,
  },
  {
    path: '/',
    Component: Shell,
    ErrorBoundary: ErrorPage,
    HydrateFallback: () => null,
    children: [
      { index: true, Component: Home },
      {
        ErrorBoundary: ErrorPage,
        children: [
          { path: 'campaigns', lazy: () => import('./features/campaigns/campaigns-page') },
          {
            path: 'campaigns/:campaignId',
            lazy: () => import('./features/campaigns/campaign-layout'),
            children: [
              { index: true, element: <Navigate to="data" replace /> },
              { path: 'data', lazy: () => import('./features/data/data-page') },
              { path: 'workflow', lazy: () => import('./features/workflow/workflow-page') },
              { path: 'uploads', lazy: () => import('./features/uploads/uploads-page') },
              { path: 'participants', lazy: () => import('./features/participants/participants-page') },
              { path: 'analytics', lazy: () => import('./features/analytics/analytics-page') },
            ],
          },
          { path: 'customers', lazy: () => import('./features/customers/customers-page') },
          { path: 'customers/:customerId', lazy: () => import('./features/customers/customer-page') },
          { path: 'sessions/:sessionId', lazy: () => import('./features/sessions/session-page') },
          { path: 'settings', element: <Navigate to="/settings/agents" replace /> },
          { path: 'settings/agents', lazy: () => import('./features/settings/agents-page') },
          { path: 'settings/channels', lazy: () => import('./features/settings/channels-page') },
          { path: 'settings/contact-limits', lazy: () => import('./features/settings/contact-limits-page') },
          { path: 'settings/api-keys', lazy: () => import('./features/settings/api-keys-page') },
          { path: 'settings/users', lazy: () => import('./features/settings/users-page') },
          { path: 'settings/audit', lazy: () => import('./features/audit/audit-page') },
          { path: 'settings/retention', lazy: () => import('./features/settings/retention-page') },
          { path: 'settings/tenant', lazy: () => import('./features/settings/tenant-page') },
          { path: 'account', lazy: () => import('./features/account/account-page') },
          { path: '*', Component: NotFoundPage },
        ],
      },
    ],
  },
];
