// The texts, in the two languages of the page.
export const FIELDS = ['username', 'number', 'messages_outbox_id', 'create_from_date', 'create_to_date', 'send_from_date',
  'send_to_date', 'from_exit_count', 'to_exit_count', 'message', 'state_id'];
export const DATES = new Set(['create_from_date', 'create_to_date', 'send_from_date', 'send_to_date']);
export const INTS = new Set(['from_exit_count', 'to_exit_count']);

const en = {
  title: 'Outbox report', connect: 'Connect to the gateway', gateway: 'Gateway address', token: 'Token',
  remember: 'Remember on this device', connectButton: 'Connect', signOut: 'Sign out', filters: 'Filters',
  fields: ['Username', 'Sender number', 'Outbox ID', 'Created date from', 'Created date to', 'Sent date from', 'Sent date to',
    'Exit count from', 'Exit count to', 'Message text', 'State'],
  apply: 'Apply', clear: 'Clear all', details: 'Details of', close: 'Close', pages: 'Pages', first: 'First page',
  previous: 'Previous page', next: 'Next page', last: 'Last page', page: 'Page', perPage: 'Rows per page', of: 'of',
  retry: 'Try again', any: 'Any', empty: 'No record matches.',
  columns: ['Outbox ID', 'State', 'Created', 'Sent', 'Username', 'Sender', 'Message', 'Recipients', 'Exits', 'Cost'],
  states: ['Creating', 'In review', 'Sending', 'Rejected', 'Invalid recipients', 'Queued', 'Sent', 'Cancelled', 'No credit', 'System error'],
};
const fa = {
  title: 'گزارش ارسال‌ها', connect: 'اتصال به درگاه', gateway: 'نشانی درگاه', token: 'توکن',
  remember: 'در این دستگاه به خاطر بسپار', connectButton: 'اتصال', signOut: 'خروج', filters: 'فیلترها',
  fields: ['نام کاربری', 'شماره فرستنده', 'شناسه ارسال', 'تاریخ ایجاد از', 'تاریخ ایجاد تا', 'تاریخ ارسال از', 'تاریخ ارسال تا',
    'تعداد خروجی از', 'تعداد خروجی تا', 'متن پیام', 'وضعیت'],
  apply: 'اعمال', clear: 'پاک کردن همه', details: 'جزئیات', close: 'بستن', pages: 'صفحه‌ها', first: 'صفحه اول',
  previous: 'صفحه قبل', next: 'صفحه بعد', last: 'صفحه آخر', page: 'صفحه', perPage: 'تعداد ردیف در صفحه', of: 'از',
  retry: 'تلاش دوباره', any: 'همه', empty: 'رکوردی یافت نشد.',
  columns: ['شناسه ارسال', 'وضعیت', 'ایجاد', 'ارسال', 'کاربر', 'فرستنده', 'پیام', 'گیرندگان', 'خروجی', 'هزینه'],
  states: ['در حال ایجاد', 'در صف نظارت', 'در حال ارسال', 'رد شده', 'گیرنده نامعتبر', 'در صف ارسال', 'ارسال شده', 'لغو شده', 'اعتبار ناکافی', 'خطای سامانه'],
};
export const labels = { en, fa };
export const pickLocale = (config) =>
  config.locale ?? (navigator.languages.map((l) => l.slice(0, 2)).find((l) => l === 'fa' || l === 'en') ?? 'fa');
