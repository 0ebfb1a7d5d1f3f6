import { ActionIcon, Drawer, Menu, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { BookOpen, LogOut, Megaphone, Menu as MenuIcon, Moon, Sun } from 'lucide-react';
import { useEffect, useState } from 'react';
import { NavLink, Outlet, useLocation } from 'react-router';
import { Problem } from '../api/problem';
import { useMe, usePermissions, useSignOut } from '../api/queries/session';
import { useSignInExpired } from '../api/session-state';
import { texts } from '../texts/en';
import { ErrorState } from '../ui/states';
import { navigation } from './navigation';
import s from './shell.module.css';
import { SignInDialog, SignInPage } from './sign-in';

export function Shell() {
  const me = useMe();
  const expired = useSignInExpired();
  const { pathname } = useLocation();
  const [drawer, setDrawer] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: going anywhere closes the drawer
  useEffect(() => setDrawer(false), [pathname]);

  if (!me.data) {
    if (me.isPending) return null;
    if (me.error instanceof Problem && me.error.status === 401) return <SignInPage />;
    return (
      <main className={s.alone}>
        <ErrorState what={texts.product} error={me.error} onRetry={() => me.refetch()} />
      </main>
    );
  }
  const rail = pathname.endsWith('/workflow');
  return (
    <div className={s.app} data-rail={rail || undefined}>
      <a className="skip" href="#main">
        {texts.skip}
      </a>
      <div className={s.side}>
        <SideBar rail={rail} />
      </div>
      <ActionIcon
        className={s.burger}
        variant="subtle"
        size={34}
        aria-label={texts.menu}
        onClick={() => setDrawer(true)}
      >
        <MenuIcon size={18} />
      </ActionIcon>
      <Drawer opened={drawer} onClose={() => setDrawer(false)} size={248} title={texts.product} padding="xs">
        <SideBar rail={false} />
      </Drawer>
      <main id="main" className={s.main} tabIndex={-1}>
        <Outlet />
      </main>
      {expired && <SignInDialog />}
    </div>
  );
}

function SideBar({ rail }: { readonly rail: boolean }) {
  const permissions = usePermissions();
  return (
    <nav className={s.nav} aria-label={texts.nav.label}>
      <div className={s.brand}>
        <span className={s.mark}>
          <Megaphone size={16} strokeWidth={2.2} aria-hidden />
        </span>
        <span className={s.label}>{texts.product}</span>
      </div>
      {navigation.map(group => {
        const links = group.links.filter(link => link.allowed?.(permissions) ?? true);
        if (links.length === 0) return null;
        return (
          <div key={group.label}>
            <div className={s.group}>{group.label}</div>
            {links.map(link => (
              <Tooltip key={link.to} label={link.label} position="right" disabled={!rail}>
                <NavLink to={link.to} className={s.item ?? ''} aria-label={link.label}>
                  <link.icon size={17} strokeWidth={1.9} aria-hidden />
                  <span className={s.label}>{link.label}</span>
                </NavLink>
              </Tooltip>
            ))}
          </div>
        );
      })}
      <div className={s.foot}>
        <SchemeButton />
        <AccountButton />
      </div>
    </nav>
  );
}

function SchemeButton() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  return (
    <button
      type="button"
      className={s.who}
      aria-label={dark ? texts.scheme.useLight : texts.scheme.useDark}
      onClick={() => setColorScheme(dark ? 'light' : 'dark')}
    >
      <span className={s.avatar}>{dark ? <Sun size={15} aria-hidden /> : <Moon size={15} aria-hidden />}</span>
      <span className={s.label}>{dark ? texts.scheme.light : texts.scheme.dark}</span>
    </button>
  );
}

function AccountButton() {
  const me = useMe().data;
  const signOut = useSignOut();
  const name = me?.name || texts.account.label;
  return (
    <Menu position="top-start" width={210}>
      <Menu.Target>
        <button type="button" className={s.who} aria-label={`${texts.account.label}: ${name}`}>
          <span className={s.avatar} aria-hidden>
            {initials(name)}
          </span>
          <span className={s.label}>{name}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me?.tenant.name}</Menu.Label>
        <Menu.Item leftSection={<BookOpen size={15} />} component="a" href="/api/docs/">
          {texts.account.apiReference}
        </Menu.Item>
        {me?.kind === 'user' && (
          <Menu.Item leftSection={<LogOut size={15} />} onClick={() => signOut.mutate()}>
            {texts.account.signOut}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s@._-]+/u).filter(word => word);
  return words
    .slice(0, 2)
    .map(word => [...word][0]?.toUpperCase() ?? '')
    .join('');
}
