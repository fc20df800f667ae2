/** Long work: how far it is, and the way out of it. */
import { ProgressBar } from '../../components/messages/ProgressBar.tsx';
import { useApp, useController } from './use-app.ts';

const size = (bytes: number): string =>
  bytes < 1e6
    ? `${(bytes / 1e3).toFixed(1)} KB`
    : bytes < 1e9
      ? `${(bytes / 1e6).toFixed(2)} MB`
      : `${(bytes / 1e9).toFixed(2)} GB`;

export function Reading() {
  const controller = useController();
  const stage = useApp((state) => state.stage);
  const progress = useApp((state) => state.progress);
  const name = useApp((state) => state.origin?.name ?? '');
  if (stage !== 'opening' && !progress) return null;
  const done = progress?.bytesDone ?? 0;
  const total = progress?.bytesTotal ?? 0;
  const detail = progress
    ? `${size(done)} of ${size(total)} · ${progress.records.toLocaleString('en')} records so far`
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
