// The accessible names by which all pages are used: those of the built page, which the peers have as well.
export const NAMES = {
  en: {
    connectForm: 'Connect to the gateway', gateway: 'Gateway address', token: 'Token', remember: 'Remember on this device', connect: 'Connect',
    overview: 'Overview', export: 'Export', startExport: 'Start export', confirmExport: 'Export all of it',
    next: 'Next page', previous: 'Previous page', state: 'State', perPage: 'Rows per page', number: 'Sender number',
  },
  fa: {
    connectForm: 'اتصال به درگاه', gateway: 'نشانی درگاه', token: 'توکن', remember: 'در این دستگاه به خاطر بسپار', connect: 'اتصال',
    overview: 'نمای کلی', export: 'دریافت خروجی', startExport: 'شروع دریافت', confirmExport: 'دریافت همه',
    next: 'صفحه بعد', previous: 'صفحه قبل', state: 'وضعیت', perPage: 'تعداد ردیف در صفحه', number: 'شماره فرستنده',
  },
};
