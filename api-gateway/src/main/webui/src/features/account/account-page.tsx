import { useMe } from '../../api/queries/session';
import type { Me } from '../../api/types';
import { account as words } from '../../texts/en/account';
import { users } from '../../texts/en/users';
import { DescriptionList } from '../../ui/description-list';
import { Page } from '../../ui/page';
import s from '../settings/settings.module.css';
import { PasswordSection } from './password-section';
import { SecondFactorSection } from './second-factor-section';

/** Who somebody is here, and what they change of their own sign-in. */
export function Component() {
  const me = useMe().data;
  return <Page title={words.title}>{me && <Account me={me} />}</Page>;
}

function Account({ me }: { readonly me: Me }) {
  const own = me.account;
  return (
    <>
      <section className={s.form} aria-label={words.about.label}>
        <DescriptionList
          items={[
            ['name', words.about.name, me.name],
            ...(own ? [['email', words.about.email, own.email] as const] : []),
            ['role', words.about.role, me.roles.map(role => users.roles[role]).join(', ')],
            ['tenant', words.about.tenant, me.tenant.name],
          ]}
        />
        {!own && <p className={s.hint}>{elsewhere(me)}</p>}
      </section>
      {own && <PasswordSection email={own.email} />}
      {own && <SecondFactorSection account={own} />}
    </>
  );
}

function elsewhere(me: Me): string {
  if (me.kind === 'api_key') return words.elsewhere.key;
  return me.provider ? words.elsewhere.provider : words.elsewhere.builtIn;
}
