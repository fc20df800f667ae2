/** The pasted text, beside the records or in the place of the bytes. */
import { useEffect, useMemo, useState } from 'react';
import { TextPane, type TextGuide } from '../../components/text-pane/TextPane.tsx';
import { lineRange } from '../../components/linkage/text-lines.ts';
import { useRecord } from './Record.tsx';
import { useApp, useController } from './use-app.ts';

export function TextColumn() {
  const { controller, active, shared } = useRecord();
  useApp((state) => state.infoVersion);
  const { lines, info, notes, hover } = controller.model;
  const secrets = useApp((state) => state.secrets);
  const hidden = useHiddenText(info?.complete === true);
  const guides = useMemo<readonly TextGuide[]>(() => {
    if (!lines) return [];
    return notes.flatMap((note) => {
      if (!note.lines) return [];
      const line = note.lines[0] - 1;
      const [from, to] = lineRange(lines, line);
      return [{ line, from: 0, to: to - from }];
    });
  }, [lines, notes]);
  if (!lines || !info?.text) return null;
  return (
    <div className="text-column" data-pane="text">
      <TextPane
        lines={lines}
        info={info.text}
        tree={active?.tree ?? null}
        hover={hover}
        selected={shared?.selected ?? -1}
        caret={shared?.caret ?? 0}
        onSelect={(node, caret) => controller.selection.node(node, caret)}
        onSelectRow={(row) => void controller.selection.row(row)}
        guides={guides}
        {...(secrets || !hidden ? {} : { hidden })}
        onGuide={(guide) => {
          const note = notes.find((other) => other.lines && other.lines[0] - 1 === guide.line);
          if (note) controller.showNote(note);
        }}
      />
    </div>
  );
}

/** Where the text spells secrets; null while nobody knows. */
function useHiddenText(complete: boolean): Uint32Array | null {
  const { context, model } = useController();
  const { source } = model;
  const [hidden, setHidden] = useState<{ source: unknown; places: Uint32Array } | null>(null);
  useEffect(() => {
    if (!complete) return;
    let here = true;
    context.client.ask('hiddenText', []).then(
      (places) => here && setHidden({ source, places }),
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [context, source, complete]);
  return hidden?.source === source ? hidden.places : null;
}
