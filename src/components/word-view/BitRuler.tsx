/** Bits of a word over its four bytes: 0 at the left, as the RFCs count them. */
export function BitRuler({ width }: { width: number }) {
  const step = width / 32;
  let path = '';
  for (let bit = 0; bit <= 32; bit++)
    path += `M${(bit * step + 0.5).toFixed(1)} 20v-${bit % 8 === 0 ? 7 : 3}`;
  return (
    <svg className="bit-ruler" width={width + 1} height="20" aria-hidden="true">
      <path d={path} />
      {[0, 8, 16, 24].map((bit) => (
        <text key={bit} x={bit * step + 2} y="10">
          {bit}
        </text>
      ))}
    </svg>
  );
}
