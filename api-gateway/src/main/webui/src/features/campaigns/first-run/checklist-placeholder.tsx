import { useLocation } from 'react-router';
import s from './first-run.module.css';

/** As high as the first steps that come here, so that what is below does not jump. */
export function ChecklistPlaceholder() {
  // The Workflow tab needs no button that leads there.
  const { pathname } = useLocation();
  return (
    <div className={s.checklist} data-waiting data-short={pathname.endsWith('/workflow') || undefined} aria-hidden />
  );
}
