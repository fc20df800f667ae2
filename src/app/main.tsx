/** Where the page begins. */
import { createRoot } from 'react-dom/client';
import '../components/theme/index.css';
import { startWorker } from '../workers/start.ts';
import { App } from './App.tsx';
import { registry } from './commands/all.ts';
import { listenToKeys } from './commands/listen.ts';
import { browserAddress } from './context.ts';
import { Controller } from './controller.ts';
import './shell/shell.css';
import { rememberedTimeline } from './sides.ts';
import { createAppStore } from './store.ts';
import { applyTheme, rememberedTheme } from './theme.ts';

const store = createAppStore({ theme: rememberedTheme(), timeline: rememberedTimeline() });
applyTheme(store, document.documentElement);

const controller = new Controller({
  store,
  startWorker,
  clock: {
    now: () => performance.now(),
    every: (ms, task) => {
      const timer = setInterval(task, ms);
      return () => clearInterval(timer);
    },
  },
  address: browserAddress,
  fetch: (url) => fetch(url),
});

listenToKeys(registry, store, controller);
createRoot(document.getElementById('root')!).render(<App controller={controller} />);
void controller.follow('replace');
