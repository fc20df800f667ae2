/** Long work: how far it is, and the way out of it. */
import { useEffect, useState } from 'react';
import { ProgressBar } from '../../components/messages/ProgressBar.tsx';
import { useApp, useController } from './use-app.ts';
import { grouped } from '../../components/parts/grouped.ts';

const size = (bytes: number): string =>
  bytes < 1e6
    ? `${(bytes / 1e3).toFixed(1)} KB`
    : bytes < 1e9
      ? `${(bytes / 1e6).toFixed(2)} MB`
      : `${(bytes / 1e9).toFixed(2)} GB`;

/** What is done sooner, ms, shows no bar: it would only flicker, and push the panes about. */
const PATIENCE = 200;

function useLong(busy: boolean): boolean {
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (!busy) return;
    const timer = setTimeout(() => setLong(true), PATIENCE);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [busy]);
  return busy && long;
}

export function Reading() {
  const controller = useController();
  const busy = useApp((state) => state.stage === 'opening' || state.progress !== null);
  const progress = useApp((state) => state.progress);
  const name = useApp((state) => state.origin?.name ?? '');
  const long = useLong(busy);
  if (!long) return null;
  const done = progress?.bytesDone ?? 0;
  const total = progress?.bytesTotal ?? 0;
  const detail = progress
    ? `${size(done)} of ${size(total)} · ${grouped(progress.records)} records so far`
    : 'Looking at how it begins';
  return (
    <ProgressBar
      label={`Reading ${name}`}
      done={done}
      total={total}
      detail={detail}
      onCancel={() => controller.opening.cancel()}
    />
  );
}
