/** The code editor has tests of its own; where this stands for it, what becomes of what is written in it counts. */
export default function CodeEditor(props: {
  label: string;
  code: string;
  readOnly: boolean;
  setting?: string;
  onChange: (code: string) => void;
}) {
  return (
    <textarea
      aria-label={props.label}
      data-setting={props.setting}
      readOnly={props.readOnly}
      value={props.code}
      onChange={event => props.onChange(event.currentTarget.value)}
    />
  );
}
