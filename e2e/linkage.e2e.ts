/** The heart: fields and bytes light each other, in every pane. */
import { capture, hexDump, record } from './captures.ts';
import { expect, test } from './fixtures.ts';

/** Wire offset of the XID in every record made here: behind the mark. */
const XID = { offset: 4, length: 4 };

test('a field that is hovered lights its bytes, and goes dark again', async ({ hands, page }) => {
  await hands.visit();
  await hands.drop([{ name: 'small.pcap', bytes: capture() }]);
  await hands.row(0).click();
  const xid = await openXid(hands, page);
  await xid.hover();
  await expect(hands.bytes).toHaveAttribute('data-hover-start', String(XID.offset));
  await expect(hands.bytes).toHaveAttribute('data-hover-end', String(XID.offset + XID.length));
  await page.mouse.move(2, 2);
  await expect(hands.bytes).not.toHaveAttribute('data-hover-start', String(XID.offset));
});

test('a byte that is hovered lights its field; clicked, the field is selected; again, its parent', async ({
  hands,
  page,
}) => {
  await hands.visit();
  await hands.drop([{ name: 'small.pcap', bytes: capture() }]);
  await hands.row(0).click();
  await openXid(hands, page);
  const place = await byteAt(hands, page, 5);
  await page.mouse.move(place.x, place.y);
  await expect(hands.bytes).toHaveAttribute('data-hover-start', '4');
  await page.mouse.click(place.x, place.y);
  await expect(hands.bytes).toHaveAttribute('data-selected-start', '4');
  await expect(hands.bytes).toHaveAttribute('data-selected-end', '8');
  await expect(hands.field('rpc.xid')).toHaveAttribute('aria-selected', 'true');
  await page.mouse.click(place.x, place.y);
  await expect(hands.bytes).toHaveAttribute('data-selected-start', '4');
  await expect(hands.bytes).not.toHaveAttribute('data-selected-end', '8');
});

test('a field that is clicked is in the path bar, in the info strip and in the address', async ({
  hands,
  page,
}) => {
  await hands.visit();
  await hands.drop([{ name: 'small.pcap', bytes: capture() }]);
  await hands.row(0).click();
  const xid = await openXid(hands, page);
  await xid.click();
  await expect(hands.bytes).toHaveAttribute('data-selected-start', '4');
  await expect(page.getByText('rpc.xid').last()).toBeVisible();
  await expect(page).toHaveURL(/field=[^&]*xid[^&]*&at=4,4/);
});

test('the word view shows the same selection', async ({ hands, page }) => {
  await hands.visit();
  await hands.drop([{ name: 'small.pcap', bytes: capture() }]);
  await hands.row(0).click();
  const xid = await openXid(hands, page);
  await xid.click();
  await hands.fields.press('w');
  await expect(page.getByRole('region', { name: 'Words' })).toBeVisible();
  await expect(page).toHaveURL(/view=words/);
  await hands.accessible();
});

test('the pasted text lights the very digits of a field', async ({ hands, page }) => {
  await hands.visit();
  await hands.paste(`Look:\n${hexDump(record())}`);
  const text = page.getByRole('textbox', { name: 'Pasted text' });
  await expect(text).toContainText('Look:');
  const xid = await openXid(hands, page);
  await xid.click();
  await expect(hands.bytes).toHaveAttribute('data-selected-start', '4');
  await expect(text.locator('.chosen').filter({ hasText: /00/ }).first()).toBeVisible();
});

test('digits of the text that are hovered light their bytes', async ({ hands, page }) => {
  await hands.visit();
  await hands.paste(`Look:\n${hexDump(record())}`);
  await expect(hands.bytes).toContainText('80');
  const text = page.getByRole('textbox', { name: 'Pasted text' });
  await text.locator('.tint').first().hover();
  await expect(hands.bytes).toHaveAttribute('data-hover-start', '0');
  await expect(hands.bytes).toHaveAttribute('data-hover-end', '4');
});

test('call and reply stand together', async ({ hands, page }) => {
  await hands.visit();
  await hands.drop([{ name: 'small.pcap', bytes: capture() }]);
  await hands.row(0).click();
  await expect(hands.fields).toBeVisible();
  await page
    .getByRole('button', { name: 'Both' })
    .or(page.getByRole('radio', { name: 'Both' }))
    .click();
  await expect(page.getByRole('treegrid')).toHaveCount(2);
  await expect(page).toHaveURL(/half=both/);
  await hands.accessible();
  await page.getByRole('treegrid', { name: 'Fields of the other half' }).getByRole('row').first().click();
  await expect(hands.row(1)).toHaveAttribute('aria-selected', 'true');
});

type Hands = Parameters<Parameters<typeof test>[2]>[0]['hands'];
type Page = Parameters<Parameters<typeof test>[2]>[0]['page'];

/** The row of the XID, its groups opened. */
async function openXid(hands: Hands, page: Page) {
  const xid = hands.field('rpc.xid').first();
  await expect(hands.fields.getByRole('row').first()).toBeVisible();
  if (!(await xid.isVisible())) {
    await hands.fields.focus();
    await page.keyboard.press('Home');
    for (let step = 0; step < 12 && !(await xid.isVisible()); step++) {
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowDown');
    }
  }
  await expect(xid).toBeVisible();
  return xid;
}

/** Where a byte stands on the screen: found by moving over its row until the pane says so. */
async function byteAt(hands: Hands, page: Page, byte: number) {
  const row = hands.bytes.getByRole('row').filter({ hasText: '0000' }).first();
  const box = (await row.boundingBox())!;
  const y = box.y + box.height / 2;
  for (let x = box.x + 50; x < box.x + box.width; x += 8) {
    await page.mouse.move(x, y);
    const start = Number((await hands.bytes.getAttribute('data-hover-start')) ?? -1);
    const end = Number((await hands.bytes.getAttribute('data-hover-end')) ?? -1);
    if (start <= byte && byte < end) {
      await page.mouse.move(2, 2);
      return { x: x + 4, y };
    }
  }
  throw new Error(`Byte ${byte} was not found.`);
}
