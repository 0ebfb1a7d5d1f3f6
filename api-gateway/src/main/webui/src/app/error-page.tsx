import { Button } from '@mantine/core';
import { CircleAlert, RefreshCw, SearchX } from 'lucide-react';
import { isRouteErrorResponse, Link, useRouteError } from 'react-router';
import { texts } from '../texts/en';
import { pageStyles, useTitle } from '../ui/page';
import { EmptyState } from '../ui/states';

/** A page's file that is gone means that the console was updated while this tab was open. */
function isStaleTab(error: unknown): boolean {
  return error instanceof TypeError && /dynamically imported module|module script|error loading/i.test(error.message);
}

export function ErrorPage() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />;
  const stale = isStaleTab(error);
  const words = !stale ? texts.crashed : navigator.onLine ? texts.newVersion : texts.offline;
  return (
    <div className={`${pageStyles.body} ${pageStyles.headless}`}>
      <h1 className="hidden">{words.title}</h1>
      <EmptyState icon={stale ? RefreshCw : CircleAlert} title={words.title} text={words.text}>
        <Button onClick={() => location.reload()}>{texts.reload}</Button>
      </EmptyState>
    </div>
  );
}

export function NotFoundPage() {
  useTitle(texts.notFound.title);
  return (
    <div className={`${pageStyles.body} ${pageStyles.headless}`}>
      <h1 className="hidden">{texts.notFound.title}</h1>
      <EmptyState icon={SearchX} title={texts.notFound.title} text={texts.notFound.text}>
        <Button component={Link} to="/campaigns">
          {texts.home}
        </Button>
      </EmptyState>
    </div>
  );
}
