/** The registry of the page; made once, and checked while it is made. */
import type { Controller } from '../controller.ts';
import { fieldCommands } from './fields.ts';
import { filterCommands } from './filters.ts';
import { findingCommands } from './finding.ts';
import { pageCommands } from './page.ts';
import { recordCommands } from './records.ts';
import { makeRegistry } from './registry.ts';
import { statisticsCommands } from './statistics.ts';

export const registry = makeRegistry<Controller>([
  ...recordCommands,
  ...filterCommands,
  ...findingCommands,
  ...fieldCommands,
  ...statisticsCommands,
  ...pageCommands,
]);
