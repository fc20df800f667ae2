import './start.css';

/** While something is dragged over the page: a pen frame, and what letting go will do. */
export function DropVeil({ hint }: { hint: string }) {
  return (
    <div className="drop-veil">
      <p className="sans">{hint}</p>
    </div>
  );
}
