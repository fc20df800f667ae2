/** Numbers as people read them: `1,134`. One formatter for all: `toLocaleString` looks its own up at each call. */
const numbers = new Intl.NumberFormat('en');

export const grouped = (value: number): string => numbers.format(value);
