import { ActionIcon, Button, Skeleton, TextInput, Tooltip } from '@mantine/core';
import { BookOpen, CircleAlert, CircleCheck, RotateCcw, TriangleAlert, X } from 'lucide-react';
import { Suspense, useEffect, useRef, useState } from 'react';
import { nodeOf, portsOf } from '../../../flow-model/graph';
import { nameFromSettings, nodeName, typeTitle } from '../../../flow-model/name';
import type { FlowNode, Settings } from '../../../flow-model/types';
import { texts } from '../../../texts/en';
import { workflow as workflowTexts } from '../../../texts/en/workflow';
import { how } from '../../../texts/en/workflow/how-it-works';
import { panelTexts } from '../../../texts/en/workflow/panel';
import { useEditor, useFlowState } from '../editor-context';
import { kindOf } from '../registry';
import s from './node-panel.module.css';

const words = panelTexts.panel;

/** The settings of one node. They apply to the canvas as they are typed; Cancel takes back all since it was opened. */
export default function NodePanel() {
  const nodeId = useFlowState(state => state.panelNode);
  const node = useFlowState(state => (nodeId ? nodeOf(state.flow, nodeId) : undefined));
  // A panel for another node is another panel: what it remembers of the one before must not stay.
  return node ? <Panel key={node.id} node={node} /> : null;
}

function Panel({ node }: { readonly node: FlowNode }) {
  const { store, autosave, readOnly } = useEditor();
  const asOpened = useRef(node);
  const box = useRef<HTMLElement>(null);
  const kind = kindOf(node.type);
  const state = store.getState();
  const change = (settings: Settings, key: string) =>
    state.run({ op: 'set_settings', nodeId: node.id, settings }, `${node.id}.${key}`);
  const close = () => {
    store.getState().closePanel();
    document.querySelector<HTMLElement>('[data-canvas]')?.focus({ preventScroll: true });
  };
  const save = () => {
    void autosave.flush();
    close();
  };
  const cancel = () => {
    const { name, settings } = asOpened.current;
    if (!readOnly) state.run({ op: 'set_settings', nodeId: node.id, settings, name });
    close();
  };
  useFocusOnSetting(box);
  return (
    <aside
      ref={box}
      className={s.panel}
      data-group={kind.group}
      aria-label={words.label}
      onKeyDown={event => {
        if (event.key === 'Escape' && !event.defaultPrevented) close();
      }}
    >
      <header className={s.head}>
        <span className={s.tile}>
          <kind.icon size={18} strokeWidth={1.9} aria-hidden />
        </span>
        <div className={s.titles}>
          <h2>{typeTitle(node.type)}</h2>
          <p>{kind.kicker}</p>
        </div>
        <ActionIcon variant="subtle" color="gray" size={30} aria-label={words.close} onClick={close}>
          <X size={17} />
        </ActionIcon>
      </header>
      <form
        className={s.form}
        onSubmit={event => {
          event.preventDefault();
          save();
        }}
      >
        <div className={s.body}>
          <LabelInput node={node} />
          {/* What is below the settings waits for them: it would jump. */}
          <Suspense fallback={<Skeleton height={180} radius={8} />}>
            {kind.Panel ? <kind.Panel node={node} change={change} /> : <p className={s.nothing}>{words.nothing}</p>}
            <Branches node={node} />
            <Findings nodeId={node.id} />
            <section className={s.how}>
              <h3>
                <BookOpen size={14} aria-hidden />
                {workflowTexts.howItWorks}
              </h3>
              <p>{how[node.type]}</p>
            </section>
          </Suspense>
        </div>
        <footer className={s.foot}>
          <Button variant="default" onClick={cancel}>
            {texts.cancel}
          </Button>
          {!readOnly && <Button type="submit">{texts.save}</Button>}
        </footer>
      </form>
    </aside>
  );
}

/** Follows the settings until it is typed over. While it is typed it may be empty, and shows what is typed and nothing else. */
function LabelInput({ node }: { readonly node: FlowNode }) {
  const { store, catalogue, readOnly } = useEditor();
  const [typed, setTyped] = useState<string | null>(null);
  const state = store.getState();
  const named = node.name.trim() !== '';
  return (
    <TextInput
      size="sm"
      label={words.name}
      description={words.nameHint}
      disabled={readOnly}
      maxLength={200}
      value={typed ?? (named ? node.name : nodeName(node, catalogue))}
      onChange={event => {
        const name = event.currentTarget.value;
        setTyped(name);
        state.run({ op: 'rename', nodeId: node.id, name }, `${node.id}.name`);
      }}
      onBlur={() => setTyped(null)}
      rightSection={
        named && !readOnly ? (
          <Tooltip label={`${words.nameReset}: ${nameFromSettings(node, catalogue)}`}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={24}
              aria-label={words.nameReset}
              onClick={() => {
                setTyped(null);
                state.run({ op: 'rename', nodeId: node.id, name: '' });
              }}
            >
              <RotateCcw size={13} />
            </ActionIcon>
          </Tooltip>
        ) : null
      }
    />
  );
}

/** Where each port leads; an open one is a warning of its own. */
function Branches({ node }: { readonly node: FlowNode }) {
  const { catalogue, store } = useEditor();
  const flow = useFlowState(state => state.flow);
  const ports = portsOf(node.type);
  if (ports.length < 2) return null;
  return (
    <section className={s.branches} aria-label={words.branches}>
      {ports.map(port => {
        const edge = flow.edges.find(one => one.source === node.id && one.port === port);
        const target = edge && nodeOf(flow, edge.target);
        return (
          <div key={port} className={s.branch}>
            <span className={s.pill} data-port={port}>
              {workflowTexts.ports[port]}
            </span>
            {target ? (
              <button type="button" onClick={() => store.getState().goTo(target.id)}>
                {nodeName(target, catalogue)}
              </button>
            ) : (
              <em>{words.notConnected}</em>
            )}
            {target ? (
              <CircleCheck size={15} color="var(--ok)" aria-hidden />
            ) : (
              <TriangleAlert size={15} color="var(--warn)" aria-hidden />
            )}
          </div>
        );
      })}
    </section>
  );
}

function Findings({ nodeId }: { readonly nodeId: string }) {
  const { findingsByNode } = useEditor();
  const findings = findingsByNode.get(nodeId) ?? [];
  return findings.map(finding => (
    <p
      key={`${finding.code}${finding.setting}${finding.message}`}
      className={s.finding}
      data-severity={finding.severity}
    >
      {finding.severity === 'error' ? <CircleAlert size={15} aria-hidden /> : <TriangleAlert size={15} aria-hidden />}
      <span>
        {finding.message}
        {finding.line ? ` (${panelTexts.expression.position(finding.line, finding.column ?? 1)})` : ''}
      </span>
    </p>
  ));
}

/** A finding leads to its field, Enter to the first one; opening by pointer leaves the focus on the canvas. */
function useFocusOnSetting(box: React.RefObject<HTMLElement | null>) {
  const setting = useFlowState(state => state.focusSetting);
  const { store } = useEditor();
  useEffect(() => {
    if (setting === null) return;
    let tries = 0;
    let frame = 0;
    const find = () => {
      const root = box.current;
      // The first field of all is the settings' own, once their part is there.
      const wanted = root && (target(root, setting) ?? (tries === 60 && setting === '' ? label(root) : null));
      if (wanted) {
        wanted.focus();
        wanted.scrollIntoView({ block: 'center' });
        store.setState({ focusSetting: null });
      } else if (tries < 60) {
        // The panel's part is a file of its own and may still be on its way.
        tries += 1;
        frame = requestAnimationFrame(find);
      }
    };
    frame = requestAnimationFrame(find);
    return () => cancelAnimationFrame(frame);
  }, [setting, box, store]);
}

const focusable = 'input:not([disabled]), textarea, button, [contenteditable=true]';

/** Where a node has nothing to set but its name. */
function label(root: HTMLElement): HTMLElement | null {
  return root.querySelector<HTMLElement>('form input:not([disabled])');
}

function target(root: HTMLElement, setting: string): HTMLElement | null {
  const all = [...root.querySelectorAll<HTMLElement>('[data-setting]')];
  const exact = setting === '' ? all[0] : all.find(element => element.dataset.setting === setting);
  const around = all.find(element => setting.startsWith(element.dataset.setting ?? '?'));
  const found = exact ?? around ?? null;
  if (!found) return null;
  const code = found.shadowRoot?.querySelector<HTMLElement>('.cm-content');
  return code ?? (found.matches(focusable) ? found : found.querySelector<HTMLElement>(focusable));
}
