import { HttpResponse, http } from 'msw';
import { Component as CustomerPage } from '../src/features/customers/customer-page';
import { Component as CustomersPage } from '../src/features/customers/customers-page';
import { communication, customer, page } from './participant-data';
import { server } from './server';

export const routes = [
  { path: '/customers', Component: CustomersPage },
  { path: '/customers/:customerId', Component: CustomerPage },
  { path: '*', element: <p>elsewhere</p> },
];
const profileFields = [
  { name: 'external_id', title: 'External ID', type: 'string', system: true },
  { name: 'name', title: 'Name', type: 'string', system: true },
  { name: 'email', title: 'Email', type: 'email', system: true },
  { name: 'loyal_since', title: 'Customer since', type: 'date', system: false },
  { name: 'vip', title: 'VIP', type: 'boolean', system: false },
  { name: 'visits', title: 'Visits', type: 'integer', system: false },
  { name: 'tier', title: 'Tier', type: 'enumeration', system: false, values: ['gold', 'iron'] },
];

/** A customer as the server has it, with all that its page asks for. */
export function one(change: Parameters<typeof customer>[0] = {}) {
  server.use(
    http.get('*/api/v1/customers/k1', () => HttpResponse.json(customer(change))),
    http.get('*/api/v1/customers/k1/campaigns', () =>
      HttpResponse.json(
        page([
          {
            campaign_id: 'c1',
            campaign_name: 'Payment reminder',
            participant_id: 'p1',
            object_id: null,
            status: 'active',
            communications_count: 1,
            result: null,
            result_at: null,
            created_at: '2026-06-28T07:41:00Z',
          },
        ]),
      ),
    ),
    http.get('*/api/v1/customers/k1/communications', () => HttpResponse.json(page([communication()]))),
    http.get('*/api/v1/agents', () => HttpResponse.json(page([]))),
    http.get('*/api/v1/customer-fields', () => HttpResponse.json(page(profileFields))),
  );
}
