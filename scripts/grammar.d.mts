export function parserFiles(): Promise<Readonly<Record<string, string>>>;
