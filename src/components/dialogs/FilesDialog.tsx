/** The files that are read as one, in the order in which they begin. */
import type { FileInfo } from '../../decoder/api.ts';
import { Dialog } from './Dialog.tsx';
import { grouped } from '../parts/grouped.ts';

export function FilesDialog({ files, onClose }: { files: readonly FileInfo[]; onClose: () => void }) {
  return (
    <Dialog title={`${grouped(files.length)} files, one timeline`} className="files-dialog" onClose={onClose}>
      <div className="files" data-focus="" tabIndex={0} role="region" aria-label="Files">
        <table>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">Frames</th>
              <th scope="col">Bytes</th>
              <th scope="col">Format</th>
            </tr>
          </thead>
          <tbody>
            {files.map(({ name, frames, size, format }) => (
              <tr key={name}>
                <td>{name}</td>
                <td>{grouped(frames)}</td>
                <td>{grouped(size)}</td>
                <td className="dim">{format}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}
