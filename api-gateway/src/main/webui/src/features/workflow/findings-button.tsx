import { ActionIcon, Button, Popover } from '@mantine/core';
import { ChevronDown, ChevronUp, CircleAlert, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { texts } from '../../texts/en';
import { workflow as workflowTexts } from '../../texts/en/workflow';
import { useEditor } from './editor-context';
import s from './findings-button.module.css';

const words = workflowTexts.findings;

/** What there is to fix; and if the server could not be asked, that there may be more. */
export function FindingsButton() {
  const { recheck } = useEditor();
  return (
    <>
      {recheck && (
        <span className={s.unchecked} role="status">
          {words.unchecked}
          <Button variant="default" size="compact-xs" onClick={recheck}>
            {texts.retry}
          </Button>
        </span>
      )}
      <Findings />
    </>
  );
}

/** How many there are; the list leads to each, and the arrows step through them. */
function Findings() {
  const { findings, store } = useEditor();
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  if (findings.length === 0) return null;
  const errors = findings.filter(finding => finding.severity === 'error').length;
  const sorted = [...findings].sort((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
  const go = (index: number) => {
    const next = (index + sorted.length) % sorted.length;
    setAt(next);
    const finding = sorted[next];
    if (finding?.node_id) store.getState().goTo(finding.node_id, finding.setting ?? null);
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={360} shadow="md">
      <Popover.Target>
        <button
          type="button"
          className={s.button}
          data-severity={errors > 0 ? 'error' : 'warning'}
          aria-expanded={open}
          title={words.all(errors, findings.length - errors)}
          onClick={() => setOpen(!open)}
        >
          {errors > 0 ? <CircleAlert size={14} aria-hidden /> : <TriangleAlert size={14} aria-hidden />}
          {words.button(errors, findings.length - errors)}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={8}>
        <div className={s.head}>
          <h2>{words.title}</h2>
          <ActionIcon variant="subtle" color="gray" size={26} aria-label={words.previous} onClick={() => go(at - 1)}>
            <ChevronUp size={15} />
          </ActionIcon>
          <ActionIcon variant="subtle" color="gray" size={26} aria-label={words.next} onClick={() => go(at + 1)}>
            <ChevronDown size={15} />
          </ActionIcon>
        </div>
        <ul className={s.list}>
          {sorted.map((finding, index) => (
            <li key={`${finding.code}${finding.node_id}${finding.setting}${finding.message}`}>
              <button
                type="button"
                data-severity={finding.severity}
                aria-current={index === at || undefined}
                onClick={() => go(index)}
              >
                {finding.severity === 'error' ? <CircleAlert size={14} /> : <TriangleAlert size={14} />}
                <span>{finding.message}</span>
              </button>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
