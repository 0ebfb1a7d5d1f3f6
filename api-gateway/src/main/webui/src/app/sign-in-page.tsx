import { Megaphone } from 'lucide-react';
import { texts } from '../texts/en';
import { useTitle } from '../ui/page';
import s from './sign-in.module.css';
import { SignInForm } from './sign-in-form';

export default function SignInPage() {
  useTitle(texts.signIn.title);
  return (
    <main className={s.page}>
      <div className={s.card}>
        <span className={s.mark}>
          <Megaphone size={22} strokeWidth={2.2} aria-hidden />
        </span>
        <h1 className={s.title}>{texts.signIn.lead}</h1>
        <SignInForm />
      </div>
    </main>
  );
}
