/** The page: start or inspector, dialogs, the live region, and what comes in from outside. */
import { useEffect, useRef, useState } from 'react';
import { DropVeil } from '../components/start/DropVeil.tsx';
import { Message } from '../components/messages/Message.tsx';
import { StartPage } from '../components/start/StartPage.tsx';
import type { Controller } from './controller.ts';
import { sampleIndex } from './sample-index.ts';
import type { Sample } from './samples/types.ts';
import { listenToIncoming } from './shell/incoming.ts';
import { keepFocus, mendFocusSoon } from './shell/kept-focus.ts';
import { later } from './shell/later.tsx';
import { PageMessages } from './shell/Messages.tsx';
import { focusPane } from './shell/panes.ts';
import { TopBar } from './shell/TopBar.tsx';
import { addMessage } from './store.ts';
import { askFor } from './wanted.ts';
import { ControllerContext, useApp, useController } from './shell/use-app.ts';

// The start page needs neither; both come as soon as it stands, or at once where a link opens something.
const inspector = later(() => import('./shell/Inspector.tsx').then(({ Inspector }) => Inspector));
const dialogs = later(() => import('./shell/Dialogs.tsx').then(({ Dialogs }) => Dialogs));

/** The decoder starts when the start page stands, ms, so that the first source finds it ready. */
const WARM_AFTER = 300;

const NO_BREAK = '\u00a0';

export function App({ controller }: { controller: Controller }) {
  return (
    <ControllerContext value={controller}>
      <Page />
    </ControllerContext>
  );
}

function Page() {
  const controller = useController();
  const stage = useApp((state) => state.stage);
  const name = useApp((state) => state.origin?.name ?? null);
  const [dragging, setDragging] = useState(false);
  const picker = useRef<HTMLInputElement>(null);

  useEffect(() => {
    document.title = name === null ? 'Glusterscope' : `${name} · Glusterscope`;
  }, [name]);

  useEffect(
    () =>
      listenToIncoming({
        dragging: setDragging,
        files: (files, folder) => void controller.opening.files(files, folder),
        text: (text) => controller.opening.text(text),
      }),
    [controller],
  );

  useEffect(() => {
    inspector.fetch();
    const timer = setTimeout(() => controller.context.client.warm(), WARM_AFTER);
    return () => clearTimeout(timer);
  }, [controller]);

  useEffect(() => {
    controller.setHands({
      pickFile: () => picker.current?.click(),
      focusPane,
    });
  }, [controller]);

  useEffect(() => {
    const stop = keepFocus();
    const forget = controller.context.store.subscribe(mendFocusSoon);
    return () => {
      stop();
      forget();
    };
  }, [controller]);

  return (
    <div className="page">
      <TopBar />
      {stage === 'start' ? <Start /> : <inspector.Part meanwhile={<main className="inspector" />} />}
      <dialogs.Part />
      {dragging && (
        <DropVeil hint="Let go to open. Several captures become one timeline; nothing is uploaded." />
      )}
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        aria-hidden
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file may be picked again.
          event.target.value = '';
          void controller.opening.files(files);
        }}
      />
      <LiveRegion />
    </div>
  );
}

function Start() {
  const controller = useController();
  const wanted = useApp((state) => state.wanted);
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  useEffect(() => {
    let here = true;
    sampleIndex(controller.context.fetch).then(
      (all) => here && setSamples(all),
      () =>
        here &&
        addMessage(controller.context.store, {
          severity: 'info',
          title: 'The samples did not come.',
          detail: 'What you open yourself needs no server.',
        }),
    );
    return () => {
      here = false;
    };
  }, [controller]);
  return (
    <main className="start-main" data-pane="start" tabIndex={-1}>
      <StartPage
        samples={samples}
        onFile={(files) => void controller.opening.files([...files])}
        onPaste={(text) => controller.opening.text(text)}
        onSample={(id) => void controller.opening.sample(id)}
        sampleHref={(id) => `#v1/sample/${id}`}
        message={
          <>
            <PageMessages />
            {wanted && <Message severity="info" {...askFor(wanted)} />}
          </>
        }
      />
    </main>
  );
}

/** Says what changed elsewhere; two equal sentences differ by a space that nobody hears. */
function LiveRegion() {
  const { text, count } = useApp((state) => state.announcement);
  return (
    <div className="hidden" role="status" aria-live="polite">
      {text === '' ? '' : text + (count % 2 === 0 ? NO_BREAK : '')}
    </div>
  );
}
