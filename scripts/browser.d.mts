export function findBrowser(): string | null;
export function ensureBrowser(): Promise<string | null>;
export function installDebian(...packages: readonly string[]): boolean;
