import { test, expect } from './fixtures.mjs';

test('the next page shows the next rows and is an address of its own', async ({ report, gateway }) => {
  await report.enter();
  await expect(report.status).toHaveText('1–25 of 5,000');
  await report.step('next').click();
  await expect(report.status).toHaveText('26–50 of 5,000');
  expect(report.query()).toBe('?page=2');
  expect(await report.ids()).toEqual(await gateway.ids('1', 25, 25));
});
