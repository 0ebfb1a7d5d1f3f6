import {
  Bot,
  Building2,
  Hourglass,
  KeyRound,
  type LucideIcon,
  Radio,
  ScrollText,
  ShieldCheck,
  Users,
  UsersRound,
  Workflow,
} from 'lucide-react';
import type { Permissions } from '../api/queries/session';
import { texts } from '../texts/en';

export interface NavigationLink {
  readonly to: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly allowed?: (permissions: Permissions) => boolean;
}

export interface NavigationGroup {
  readonly label: string;
  readonly links: readonly NavigationLink[];
}

/** What the side bar and the command palette offer. Only pages that exist stand here. */
export const navigation: readonly NavigationGroup[] = [
  { label: texts.nav.campaigns, links: [{ to: '/campaigns', label: texts.nav.flows, icon: Workflow }] },
  { label: texts.nav.people, links: [{ to: '/customers', label: texts.nav.customers, icon: Users }] },
  {
    label: texts.settings.group,
    links: [
      { to: '/settings/agents', label: texts.settings.agents, icon: Bot },
      { to: '/settings/channels', label: texts.settings.channels, icon: Radio },
      { to: '/settings/contact-limits', label: texts.settings.contactLimits, icon: ShieldCheck },
      { to: '/settings/api-keys', label: texts.settings.apiKeys, icon: KeyRound, allowed: one => one.administer },
      { to: '/settings/users', label: texts.settings.users, icon: UsersRound, allowed: one => one.administer },
      { to: '/settings/audit', label: texts.settings.audit, icon: ScrollText, allowed: one => one.administer },
      { to: '/settings/retention', label: texts.settings.retention, icon: Hourglass, allowed: one => one.administer },
      { to: '/settings/tenant', label: texts.settings.tenant, icon: Building2 },
    ],
  },
];
