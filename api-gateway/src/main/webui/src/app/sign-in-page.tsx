import { CircleAlert, Megaphone } from 'lucide-react';
import { useSearchParams } from 'react-router';
import { useSignInState } from '../api/queries/session';
import { texts } from '../texts/en';
import { useTitle } from '../ui/page';
import s from './sign-in.module.css';
import { SignInForm } from './sign-in-form';

export default function SignInPage() {
  useTitle(texts.signIn.title);
  const [search] = useSearchParams();
  const refused = refusal(search.get('sign_in'));
  // How tall the card is depends on the means there are: shown before, it would move.
  if (useSignInState().isPending) return <main className={s.page} aria-busy />;
  return (
    <main className={s.page}>
      <div className={s.card}>
        <span className={s.mark}>
          <Megaphone size={22} strokeWidth={2.2} aria-hidden />
        </span>
        <h1 className={s.title}>{texts.signIn.lead}</h1>
        {refused && (
          <p className={s.refused} role="alert">
            <CircleAlert size={16} aria-hidden />
            <span>{refused}</span>
          </p>
        )}
        <SignInForm />
      </div>
    </main>
  );
}

/** Why an identity provider's sign-in did not come to its end. */
function refusal(reason: string | null): string | undefined {
  const reasons: Readonly<Record<string, string>> = texts.signIn.refused;
  return reason ? (reasons[reason] ?? texts.signIn.refused.failed) : undefined;
}
