/** Files of folders that are dropped, as far as the browser shows them (File and Directory Entries API). */

/** Entries that are looked at: a whole disk may be dropped. */
const MOST_ENTRIES = 10_000;

/** All files of the folders and of those inside, named by their path in the folder. What cannot be read is passed over. */
export async function filesInFolders(folders: readonly FileSystemDirectoryEntry[]): Promise<File[]> {
  const files: File[] = [];
  const queue: { readonly folder: FileSystemDirectoryEntry; readonly path: string }[] = folders.map(
    (folder) => ({ folder, path: '' }),
  );
  let looked = 0;
  for (let next = queue.shift(); next && looked < MOST_ENTRIES; next = queue.shift()) {
    for (const entry of await entriesOf(next.folder)) {
      if (++looked > MOST_ENTRIES) break;
      const path = next.path + entry.name;
      if (entry.isDirectory) queue.push({ folder: entry as FileSystemDirectoryEntry, path: `${path}/` });
      else {
        const file = await fileOf(entry as FileSystemFileEntry);
        if (file) files.push(next.path === '' ? file : new File([file], path));
      }
    }
  }
  return files;
}

/** They come in parts, until a part is empty. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (part.length === 0 || all.length > MOST_ENTRIES) return all;
    all.push(...part);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File | null> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(null)));
}
