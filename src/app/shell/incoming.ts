/** What is dropped on the page or pasted into it, wherever that is. */
import { isField } from '../commands/listen.ts';
import { filesInFolders } from './folders.ts';

export interface Incoming {
  dragging(on: boolean): void;
  /** @param folder name of the folder that was dropped, whose files they are; null: they came by themselves */
  files(files: readonly File[], folder: string | null): void;
  text(text: string): void;
}

const hasFiles = (data: DataTransfer | null): data is DataTransfer => data?.types.includes('Files') ?? false;

/** What can be asked of a drop while its event lasts only. */
function dropped(data: DataTransfer): { files: File[]; folders: FileSystemDirectoryEntry[] } {
  const files: File[] = [];
  const folders: FileSystemDirectoryEntry[] = [];
  for (const item of data.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry();
    const file = entry?.isDirectory === true ? null : item.getAsFile();
    if (entry?.isDirectory === true) folders.push(entry as FileSystemDirectoryEntry);
    else if (file) files.push(file);
  }
  return { files, folders };
}

/**
 * Drag events nest: entering a child comes before leaving its parent, and what is taken out of the page
 * never leaves. So the entered elements are kept, and those that are gone are forgotten.
 */
export function listenToIncoming(incoming: Incoming): () => void {
  let entered = new Set<EventTarget>();
  const settle = (): void => incoming.dragging(entered.size > 0);

  const enter = (event: DragEvent): void => {
    if (!hasFiles(event.dataTransfer) || !event.target) return;
    event.preventDefault();
    entered = new Set([...entered].filter((element) => element instanceof Node && element.isConnected));
    entered.add(event.target);
    settle();
  };
  const over = (event: DragEvent): void => {
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  };
  const leave = (event: DragEvent): void => {
    if (!event.target || !entered.delete(event.target)) return;
    settle();
  };
  const drop = (event: DragEvent): void => {
    entered.clear();
    settle();
    if (!hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    const { files, folders } = dropped(event.dataTransfer);
    const [folder] = folders;
    if (!folder) incoming.files(files, null);
    else void filesInFolders(folders).then((inside) => incoming.files([...files, ...inside], folder.name));
  };
  const paste = (event: ClipboardEvent): void => {
    const data = event.clipboardData;
    if (event.defaultPrevented || !data) return;
    if (event.target instanceof Element && isField(event.target)) return;
    const text = data.getData('text/plain');
    if (text !== '') incoming.text(text);
    else if (data.files.length > 0) incoming.files([...data.files], null);
    else return;
    event.preventDefault();
  };

  const listeners = { dragenter: enter, dragover: over, dragleave: leave, drop, paste };
  for (const [type, listener] of Object.entries(listeners)) {
    document.addEventListener(type, listener as EventListener);
  }
  return () => {
    for (const [type, listener] of Object.entries(listeners)) {
      document.removeEventListener(type, listener as EventListener);
    }
  };
}
