import { ActionIcon } from '@mantine/core';
import { Menu as MenuIcon } from 'lucide-react';
import { Suspense, useEffect, useState } from 'react';
import { Outlet, useLocation } from 'react-router';
import { Problem } from '../api/problem';
import { useMe } from '../api/queries/session';
import { useSignInExpired } from '../api/session-state';
import { texts } from '../texts/en';
import { lazyPart } from '../ui/lazy-part';
import { ErrorState, SkeletonRows } from '../ui/states';
import { CommandPaletteHost } from './command-palette-host';
import { useCutTitles } from './cut-titles';
import { useKeptFocus } from './keep-focus';
import s from './shell.module.css';
import { SideBar } from './side-bar';
import { UnsavedGuard } from './unsaved-guard';

const MobileMenu = lazyPart(() => import('./mobile-menu'));
const SignInPage = lazyPart(() => import('./sign-in-page'));
const SignInDialog = lazyPart(() => import('./sign-in-dialog'));

export function Shell() {
  const me = useMe();
  const expired = useSignInExpired();
  const { pathname } = useLocation();
  const [drawer, setDrawer] = useState(false);
  useKeptFocus();
  useCutTitles();
  // biome-ignore lint/correctness/useExhaustiveDependencies: going anywhere closes the drawer
  useEffect(() => setDrawer(false), [pathname]);

  if (!me.data) {
    if (me.isPending) {
      return (
        <main className={s.alone}>
          <div className={s.waiting}>
            <SkeletonRows rows={6} />
          </div>
        </main>
      );
    }
    if (me.error instanceof Problem && me.error.status === 401)
      return (
        <Suspense>
          <SignInPage />
        </Suspense>
      );
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
      {drawer && (
        <Suspense>
          <MobileMenu onClose={() => setDrawer(false)} />
        </Suspense>
      )}
      <main id="main" className={s.main} tabIndex={-1}>
        <Outlet />
      </main>
      <CommandPaletteHost />
      <UnsavedGuard />
      {expired && (
        <Suspense>
          <SignInDialog />
        </Suspense>
      )}
    </div>
  );
}
