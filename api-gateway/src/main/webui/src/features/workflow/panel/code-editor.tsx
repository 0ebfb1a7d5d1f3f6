import {
  autocompletion,
  type Completion,
  type CompletionContext,
  closeBrackets,
  completionKeymap,
  completionStatus,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab, toggleTabFocusMode } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, linter } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef, useState } from 'react';
import { type CodeCheck, checkCode } from '../../../api/queries/flows';
import { panelTexts } from '../../../texts/en/workflow/panel';
import type { Catalogue } from '../catalogue';
import { useEditor } from '../editor-context';
import s from './code-editor.module.css';

export interface CodeEditorProps {
  readonly label: string;
  readonly code: string;
  readonly script: boolean;
  readonly readOnly: boolean;
  readonly invalid: boolean;
  readonly onChange: (code: string) => void;
  readonly setting?: string;
  /** As high as the window lets it be, with the focus in it. */
  readonly tall?: boolean;
}

const look = EditorView.theme({
  '&': { fontSize: '12.5px', color: 'var(--text)', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-content': { fontFamily: 'var(--mono)', padding: '7px 0', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 10px' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--text-3)', border: '0' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': { backgroundColor: 'var(--accent-soft) !important' },
  '.cm-tooltip': {
    backgroundColor: 'var(--surface)',
    color: 'var(--text)',
    border: '1px solid var(--line)',
    borderRadius: '8px',
    boxShadow: 'var(--shadow-2)',
    fontSize: '12px',
  },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', padding: '4px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '4px 8px', borderRadius: '6px' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '620' },
  '.cm-completionDetail': { fontStyle: 'normal', color: 'var(--text-3)' },
  'li[aria-selected] .cm-completionDetail': { color: 'inherit' },
  '.cm-tooltip.cm-completionInfo': { padding: '6px 10px' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--bad)' },
});

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--accent-text)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--ok)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--warn)' },
  { tag: tags.comment, color: 'var(--text-3)' },
  { tag: tags.function(tags.variableName), color: 'var(--action)' },
]);

function completions(catalogue: Catalogue, script: boolean) {
  const members = (level: string) =>
    catalogue.properties
      .filter(property => property.level === level)
      .map<Completion>(property => ({
        label: property.reference.slice(level.length + 1),
        detail: property.type,
        info: property.title,
        type: 'property',
      }));
  const levels = ['customer', 'participant', 'communication'];
  const bare = catalogue.properties
    .filter(property => property.level !== 'communication')
    .map<Completion>(property => ({
      label: property.reference.split('.')[1] ?? property.reference,
      detail: property.type,
      info: property.title,
      type: 'variable',
      boost: 2,
    }));
  const functions = Object.entries(panelTexts.expression.functions).map<Completion>(([label, info]) => ({
    label,
    info,
    type: 'function',
  }));
  const top: Completion[] = script
    ? [{ label: 'context', type: 'variable' }, ...functions]
    : [...bare, ...levels.map<Completion>(label => ({ label, type: 'namespace' })), ...functions];
  return (context: CompletionContext) => {
    const dotted = context.matchBefore(/(customer|participant|communication)\.\w*/);
    if (dotted) {
      const level = dotted.text.split('.')[0] ?? '';
      return { from: dotted.from + level.length + 1, options: members(level), validFor: /^\w*$/ };
    }
    const word = context.matchBefore(/\w+/);
    if (!word && !context.explicit) return null;
    return { from: word?.from ?? context.pos, options: top, validFor: /^\w*$/ };
  };
}

/**
 * Python as the product runs it. It stands in a shadow root, where the styles that the editor writes are allowed. Tab
 * leaves it, so that nobody who works by keys is caught; in a script Ctrl+M makes Tab indent.
 */
export default function CodeEditor(props: CodeEditorProps) {
  const { campaignId, flowId, catalogue } = useEditor();
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const onChange = useRef(props.onChange);
  onChange.current = props.onChange;
  const [sample, setSample] = useState<string | null>(null);
  const { script, readOnly, label, tall = false } = props;
  const first = useRef(props.code);

  useEffect(() => {
    const host = place.current;
    if (!host) return;
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    let latest: AbortController | null = null;
    const check = linter(
      async current => {
        const code = current.state.doc.toString();
        latest?.abort();
        if (!code.trim()) return [];
        latest = new AbortController();
        try {
          const kind = script ? 'script' : 'expression';
          const answer = await checkCode(campaignId, flowId, { code, kind }, latest.signal);
          setSample(sampleText(answer.sample));
          return answer.findings.map(finding => diagnostic(current.state, finding));
        } catch {
          // The newer check answers, or the flow's findings do.
          return [];
        }
      },
      { delay: 300 },
    );
    const extensions: Extension[] = [
      python(),
      history(),
      bracketMatching(),
      closeBrackets(),
      autocompletion({ override: [completions(catalogue, script)], icons: false }),
      syntaxHighlighting(colours),
      look,
      check,
      EditorState.readOnly.of(readOnly),
      EditorView.editable.of(!readOnly),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': label }),
      EditorView.updateListener.of(update => {
        if (update.docChanged) onChange.current(update.state.doc.toString());
      }),
      keymap.of([
        ...completionKeymap,
        { key: 'Ctrl-m', run: toggleTabFocusMode },
        ...defaultKeymap,
        ...historyKeymap,
        ...(script ? [indentWithTab] : []),
      ]),
      ...(script ? [lineNumbers()] : []),
    ];
    const editor = new EditorView({
      parent: root,
      root,
      state: EditorState.create({ doc: first.current, extensions }),
    });
    // A script begins with Tab leaving it, like everything else on the page.
    if (script) toggleTabFocusMode(editor);
    if (tall) editor.focus();
    view.current = editor;
    const onKey = (event: KeyboardEvent) => {
      // The first Escape closes the completion; the panel takes the next.
      if (event.key === 'Escape' && completionStatus(editor.state)) event.stopPropagation();
    };
    host.addEventListener('keydown', onKey, true);
    return () => {
      latest?.abort();
      host.removeEventListener('keydown', onKey, true);
      editor.destroy();
      view.current = null;
    };
  }, [campaignId, flowId, catalogue, script, readOnly, label, tall]);

  // Undo and a change of the node come from outside.
  useEffect(() => {
    first.current = props.code;
    const editor = view.current;
    const shown = editor?.state.doc.toString();
    if (editor && shown !== props.code) {
      editor.dispatch({ changes: { from: 0, to: shown?.length ?? 0, insert: props.code } });
    }
  }, [props.code]);

  return (
    <>
      <div
        ref={place}
        className={s.editor}
        data-script={script || undefined}
        data-tall={tall || undefined}
        data-invalid={props.invalid || undefined}
        data-setting={props.setting}
      />
      {sample !== null && <p className={s.sample}>{panelTexts.expression.sample(sample)}</p>}
    </>
  );
}

/** What it gave for one of the campaign's participants. */
function sampleText(sample: CodeCheck['sample']): string | null {
  if (!sample) return null;
  if (sample.error) return sample.error;
  if (sample.updates) return sample.updates.map(one => `${one.field} = ${String(one.value)}`).join(', ');
  return sample.value === null || sample.value === undefined ? 'None' : String(sample.value);
}

function diagnostic(
  state: EditorState,
  finding: { severity: string; message: string; line?: number | null; column?: number | null },
): Diagnostic {
  const line = state.doc.line(Math.max(1, Math.min(finding.line ?? 1, state.doc.lines)));
  const from = Math.min(line.from + Math.max(0, (finding.column ?? 1) - 1), line.to);
  // To the end of the word that it begins: one letter with a mark below is hardly seen.
  const word = /^\w+/.exec(state.sliceDoc(from, line.to))?.[0].length ?? 1;
  const to = finding.column ? Math.min(from + word, line.to) : line.to;
  return {
    from: Math.min(from, to),
    to: Math.max(from, to),
    severity: finding.severity === 'warning' ? 'warning' : 'error',
    message: finding.message,
  };
}
