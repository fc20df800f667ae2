/** The find strip, wired to the finder. */
import { FindStrip } from '../../components/find-strip/FindStrip.tsx';
import { focusLast } from './kept-focus.ts';
import { useApp, useController } from './use-app.ts';

export function Find() {
  const { finder } = useController();
  const find = useApp((state) => state.find);
  if (!find) return null;
  return (
    <FindStrip
      {...find}
      onEdit={(change) => finder.edit(change)}
      onFind={(direction) => void finder.again(direction)}
      onStop={() => finder.stop()}
      onClose={() => {
        finder.close();
        focusLast();
      }}
    />
  );
}
