// The views that are audited and pictured: how each is reached.
import { refusal } from './gateway.mjs';

export const VIEWS = {
  connect: async (report) => report.open(),
  table: async (report) => report.enter(),
  filters: async (report) => {
    await report.enter();
    const unfold = report.button('filters');
    if (await unfold.isVisible()) await unfold.click();
  },
  empty: async (report) => report.enter('?message=this-is-nowhere'),
  past: async (report) => report.enter('?page=99999'),
  error: async (report, gateway) => {
    await gateway.stage(refusal(422, 'invalid state', '400-31'));
    await report.enter('?state_id=6');
  },
  unauthorized: async (report) => report.enter('', 'wrong'),
  invalid: async (report) => {
    await report.open('?page=abc&state_id=99&create_from_date=1404%2F12%2F30&from_exit_count=9&to_exit_count=2');
    await report.connect();
    await report.settled();
  },
};
