import { type LucideIcon, User, Workflow } from 'lucide-react';
import type { FoundCustomer } from '../api/queries/search';
import type { Permissions } from '../api/queries/session';
import type { Campaign } from '../api/types';
import { campaigns as campaignsTexts } from '../texts/en/campaigns';
import { palette as paletteTexts } from '../texts/en/command-palette';
import { navigation } from './navigation';

export interface Entry {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  readonly note: string;
  readonly icon: LucideIcon;
  /** Where it leads. */
  readonly to?: string;
  /** What it does, if it leads nowhere. */
  readonly run?: () => void;
}

const words = paletteTexts;
const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether every word of what was typed begins a word of the text, without regard to case and accents. */
export function matches(text: string, typed: string): boolean {
  const inside = plain(text).split(/\s+/);
  return plain(typed)
    .split(/\s+/)
    .every(word => inside.some(one => one.startsWith(word)));
}

export function contains(text: string, typed: string): boolean {
  return plain(text).includes(plain(typed));
}

export function pageEntries(permissions: Permissions, typed: string): readonly Entry[] {
  return navigation.flatMap(group =>
    group.links
      .filter(link => (link.allowed?.(permissions) ?? true) && matches(`${group.label} ${link.label}`, typed))
      .map(link => ({
        id: `page ${link.to}`,
        group: words.groups.pages,
        label: link.label,
        note: group.label,
        icon: link.icon,
        to: link.to,
      })),
  );
}

export function campaignEntries(campaigns: readonly Campaign[]): readonly Entry[] {
  return campaigns.map(campaign => ({
    id: `campaign ${campaign.id}`,
    group: words.groups.campaigns,
    label: campaign.name,
    note: campaignsTexts.status[campaign.status],
    icon: Workflow,
    to: `/campaigns/${campaign.id}/workflow`,
  }));
}

export function customerEntries(customers: readonly FoundCustomer[]): readonly Entry[] {
  return customers.map(customer => {
    const known = [customer.name, customer.email, customer.phone, customer.external_id].filter(one => one);
    return {
      id: `customer ${customer.id}`,
      group: words.groups.customers,
      label: known[0] ?? customer.id,
      note: known.slice(1, 3).join(' · '),
      icon: User,
      to: `/customers/${customer.id}`,
    };
  });
}
