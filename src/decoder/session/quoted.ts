/** A text in quotes, as the filter language escapes it. */
export function quoted(text: string): string {
  const inside = text.replace(/[\\"]/g, '\\$&').replace(/[\u0000-\u001f\u007f]/g, (control) => {
    return `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `"${inside}"`;
}
