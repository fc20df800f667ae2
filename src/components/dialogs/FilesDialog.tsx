/** The files that are read as one, in the order in which they begin. */
import type { FileInfo } from '../../decoder/api.ts';
import { Dialog } from './Dialog.tsx';

const number = (value: number): string => value.toLocaleString('en');

export function FilesDialog({ files, onClose }: { files: readonly FileInfo[]; onClose: () => void }) {
  return (
    <Dialog title={`${number(files.length)} files, one timeline`} className="files-dialog" onClose={onClose}>
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
                <td>{number(frames)}</td>
                <td>{number(size)}</td>
                <td className="dim">{format}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}
