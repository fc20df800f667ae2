import './messages.css';

/** One sentence, and one way out. */
export function EmptyState(props: {
  readonly title: string;
  readonly action?: string;
  readonly onAction?: () => void;
}) {
  const { title, action, onAction } = props;
  return (
    <div className="empty">
      <p className="sans">{title}</p>
      {action && (
        <button type="button" onClick={onAction}>
          {action}
        </button>
      )}
    </div>
  );
}
