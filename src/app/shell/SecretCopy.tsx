/** Asks before a secret is copied. */
import { Dialog } from '../../components/dialogs/Dialog.tsx';
import { HIDDEN, isHidden } from '../../components/linkage/hidden.ts';
import { spansOf } from '../../components/linkage/nodes.ts';
import type { RecordTree } from '../../decoder/api.ts';
import type { Controller } from '../controller.ts';
import { copyText } from '../copying.ts';
import { useController } from './use-app.ts';

function hexOf(tree: RecordTree, node: number): string {
  const out: string[] = [];
  for (const [start, stop] of spansOf(tree, node)) {
    for (let at = start; at < Math.min(stop, tree.bytes.length); at++)
      out.push(isHidden(tree, at) ? HIDDEN + HIDDEN : tree.bytes[at]!.toString(16).padStart(2, '0'));
  }
  return out.join(' ');
}

/** What is copied comes from the worker, whatever is shown. */
async function copy(controller: Controller, what: 'value' | 'bytes', secrets: boolean): Promise<void> {
  const { active } = controller.model;
  const { node } = controller.state;
  if (!active || node < 0) return;
  const { row, as } = active;
  const { client } = controller.context;
  if (what === 'bytes') {
    const tree = await client.ask('record', [row, as, { secrets }]);
    copyText(controller, hexOf(tree, node), secrets ? 'the bytes' : 'the bytes without what is secret');
  } else {
    const { display, label } = await client.ask('texts', [row, Uint32Array.of(node), as, { secrets }]);
    copyText(controller, display[0]!, secrets ? label[0]! : `${label[0]!} without what is secret`);
  }
}

export function SecretCopy({ what, onClose }: { what: 'value' | 'bytes'; onClose: () => void }) {
  const controller = useController();
  const choose = (secrets: boolean): void => {
    onClose();
    copy(controller, what, secrets).catch(() => undefined);
  };
  return (
    <Dialog title="A secret is inside" className="link-dialog" onClose={onClose}>
      <p className="sans">
        What is copied holds a password. Without it, bullets stand in its place; with it, whoever gets the
        copy can read it.
      </p>
      <footer>
        <button type="button" onClick={() => choose(true)}>
          Copy with it
        </button>
        <button type="button" className="main" data-focus="" onClick={() => choose(false)}>
          Copy without it
        </button>
      </footer>
    </Dialog>
  );
}
