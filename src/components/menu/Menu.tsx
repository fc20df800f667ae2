import { useEffect, useId, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { nextItem, placed, type MenuPlace } from './moves.ts';
import './menu.css';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  /** beside the label: a value, a key */
  readonly detail?: string;
  readonly disabled?: boolean;
  /** a line stands above it */
  readonly apart?: boolean;
  readonly onSelect: () => void;
}

export interface MenuProps {
  readonly label: string;
  /** where it opens, in pixels of the window */
  readonly at: MenuPlace;
  /** stands above the items and is no item */
  readonly head?: ReactNode;
  readonly items: readonly MenuItem[];
  /** `back`: focus goes where it came from */
  readonly onClose: (back: boolean) => void;
}

export function Menu({ label, at, head, items, onClose }: MenuProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const closing = useRef(onClose);
  useEffect(() => {
    closing.current = onClose;
  });

  // The top layer: no pane clips it.
  useEffect(() => {
    const menu = box.current;
    if (!menu) return;
    if (!menu.matches(':popover-open')) menu.showPopover();
    const away = (event: Event): void => {
      if (event.target instanceof Node && menu.contains(event.target)) return;
      closing.current(false);
    };
    const leave = (): void => closing.current(false);
    document.addEventListener('pointerdown', away, true);
    document.addEventListener('wheel', away, { capture: true, passive: true });
    window.addEventListener('blur', leave);
    window.addEventListener('resize', leave);
    return () => {
      document.removeEventListener('pointerdown', away, true);
      document.removeEventListener('wheel', away, true);
      window.removeEventListener('blur', leave);
      window.removeEventListener('resize', leave);
    };
  }, []);

  const shown = items.map((item) => item.id).join(' ');
  useLayoutEffect(() => {
    const menu = box.current;
    if (!menu) return;
    if (!menu.matches(':popover-open')) menu.showPopover();
    const { width, height } = menu.getBoundingClientRect();
    const { left, top } = placed(at, { width, height }, { width: innerWidth, height: innerHeight });
    menu.style.left = `${left}px`;
    menu.style.top = `${top}px`;
  }, [at, shown]);
  useLayoutEffect(() => {
    const first = box.current?.querySelector<HTMLElement>('[role="menuitem"]:not([aria-disabled="true"])');
    (first ?? box.current)?.focus({ preventScroll: true });
  }, [shown]);

  const onKeyDown = (event: KeyboardEvent): void => {
    // Keys of the page are not the menu's.
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      onClose(true);
      return;
    }
    const elements = [...box.current!.querySelectorAll<HTMLElement>('[role="menuitem"]')];
    const from = elements.findIndex((element) => element === document.activeElement);
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      const item = items[from];
      if (item && item.disabled !== true) item.onSelect();
      return;
    }
    const to = nextItem(event.key, from, items);
    if (to < 0) return;
    event.preventDefault();
    elements[to]?.focus();
  };

  return (
    <div
      ref={box}
      popover="manual"
      className="menu"
      onKeyDown={onKeyDown}
      onContextMenu={(event) => event.preventDefault()}
    >
      {head !== undefined && (
        <div className="menu-head" id={`${id}head`}>
          {head}
        </div>
      )}
      <div
        role="menu"
        aria-label={label}
        aria-describedby={head === undefined ? undefined : `${id}head`}
        tabIndex={-1}
      >
        {items.map((item) => (
          <div
            key={item.id}
            role="menuitem"
            tabIndex={-1}
            aria-disabled={item.disabled === true || undefined}
            className={item.apart ? 'apart' : undefined}
            onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
            onClick={() => {
              if (item.disabled !== true) item.onSelect();
            }}
          >
            <span>{item.label}</span>
            {item.detail !== undefined && <span className="detail">{item.detail}</span>}
          </div>
        ))}
      </div>
    </div>
  );
}
