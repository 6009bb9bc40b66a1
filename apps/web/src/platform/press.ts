/**
 * Does something now, or once the button of the mouse is released: what somebody is pressing must not move away under
 * the pointer, or the press would hit nothing.
 */
export function afterPress(act: () => void): void {
  if (document.querySelector(':active') === null) act()
  else setTimeout(() => afterPress(act), 50)
}
