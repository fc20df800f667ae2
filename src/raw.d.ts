/** `.x` files and other texts are imported as strings (`?raw`); workers as URLs. */
declare module '*?raw' {
  const text: string;
  export default text;
}
declare module '*?worker&url' {
  const url: string;
  export default url;
}
