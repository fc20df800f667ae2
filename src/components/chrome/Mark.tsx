import './chrome.css';

/** The mark: four tiles, a word, the third in pen. */
export function Mark() {
  return (
    <span className="mark" aria-hidden="true">
      <i />
      <i />
      <i />
      <i />
    </span>
  );
}
