import { useEditor } from '../editor-context';

/** What is said of a setting: exactly of it, or of something inside of it. */
export function useSettingFault(nodeId: string, setting: string): string | undefined {
  const { findingsByNode } = useEditor();
  const findings = findingsByNode.get(nodeId) ?? [];
  const found = findings.find(
    finding =>
      finding.setting === setting ||
      finding.setting?.startsWith(`${setting}.`) ||
      finding.setting?.startsWith(`${setting}[`),
  );
  return found?.severity === 'error' ? found.message : undefined;
}
