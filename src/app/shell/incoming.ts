/** What is dropped on the page or pasted into it, wherever that is. */
import { isField } from '../commands/listen.ts';

export interface Incoming {
  dragging(on: boolean): void;
  files(files: readonly File[], folder: boolean): void;
  text(text: string): void;
}

const hasFiles = (data: DataTransfer | null): data is DataTransfer => data?.types.includes('Files') ?? false;

function isFolder(data: DataTransfer): boolean {
  return [...data.items].some(
    (item) => item.kind === 'file' && item.webkitGetAsEntry()?.isDirectory === true,
  );
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
    incoming.files([...event.dataTransfer.files], isFolder(event.dataTransfer));
  };
  const paste = (event: ClipboardEvent): void => {
    const data = event.clipboardData;
    if (event.defaultPrevented || !data) return;
    if (event.target instanceof Element && isField(event.target)) return;
    const text = data.getData('text/plain');
    if (text !== '') incoming.text(text);
    else if (data.files.length > 0) incoming.files([...data.files], false);
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
