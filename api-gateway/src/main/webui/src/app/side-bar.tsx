import { Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { Megaphone, Moon, Search, Sun } from 'lucide-react';
import { cloneElement, Suspense, useState } from 'react';
import { NavLink } from 'react-router';
import { useMe, usePermissions } from '../api/queries/session';
import { texts } from '../texts/en';
import { palette as paletteTexts } from '../texts/en/command-palette';
import { lazyPart } from '../ui/lazy-part';
import { openCommandPalette } from './command-palette-host';
import { navigation } from './navigation';
import s from './shell.module.css';

const AccountMenu = lazyPart(() => import('./account-menu'));

export function SideBar({ rail }: { readonly rail: boolean }) {
  const permissions = usePermissions();
  return (
    <nav className={s.nav} aria-label={texts.nav.label}>
      <div className={s.brand}>
        <span className={s.mark}>
          <Megaphone size={16} strokeWidth={2.2} aria-hidden />
        </span>
        <span className={s.label}>{texts.product}</span>
      </div>
      <Tooltip label={paletteTexts.open} position="right" disabled={!rail}>
        <button type="button" className={s.find} onClick={openCommandPalette} aria-keyshortcuts="Control+K">
          <Search size={15} strokeWidth={1.9} aria-hidden />
          <span className={s.label}>{paletteTexts.open}</span>
          <kbd className={s.label} aria-hidden>
            {paletteTexts.keys}
          </kbd>
          <span className="hidden">{paletteTexts.label}</span>
        </button>
      </Tooltip>
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
  const [asked, setAsked] = useState(false);
  const name = me?.name || texts.account.label;
  const button = (
    <button type="button" className={s.who} title={texts.account.label} aria-haspopup="menu">
      <span className={s.avatar} aria-hidden>
        {initials(name)}
      </span>
      <span className={s.label}>{name}</span>
    </button>
  );
  const waiting = cloneElement(button, { onClick: () => setAsked(true) });
  if (!asked) return waiting;
  return (
    <Suspense fallback={waiting}>
      <AccountMenu button={button} />
    </Suspense>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s@._-]+/u).filter(word => word);
  return words
    .slice(0, 2)
    .map(word => [...word][0]?.toUpperCase() ?? '')
    .join('');
}
