//! The rows that exist with any seed: those of the API document, one of each state, and texts of the kinds that break
//! pages.

use super::accounts::ACCOUNTS;
use super::{DAY, Row, decimal, tariff, texts};

/// A time of creation, in Unix seconds or in seconds before now.
#[derive(Clone, Copy)]
enum At {
    Unix(i64),
    Ago(i64),
}

/// A time of sending.
#[derive(Clone, Copy)]
enum Sent {
    Never,
    After(i64),
    /// A number of seconds from now.
    Ahead(i64),
}

struct Special {
    at: At,
    /// The user name and the `number_id`.
    from: (&'static str, &'static str),
    kind: &'static str,
    state: i64,
    sent: Sent,
    recipients: i64,
    exits: i64,
    /// The outbox id; empty for the next free one.
    id: &'static str,
    message: &'static str,
}

/// A message of many lines.
const LONG: &str = "اطلاعیه‌ی مهم درباره‌ی تغییر ساعت کار شعبه‌ها\n\nمشتری گرامی، به آگاهی می‌رساند از ابتدای ماه آینده ساعت کار همه‌ی شعبه‌های بانک از ۷:۳۰ تا ۱۳:۳۰ و در روزهای پنجشنبه از ۷:۳۰ تا ۱۲:۳۰ خواهد بود. خواهشمند است برای انجام کارهای خود تا حد ممکن از خدمات غیرحضوری استفاده فرمایید. فهرست این خدمات:\n\n۱. انتقال وجه کارت به کارت تا سقف ۱۰۰٬۰۰۰٬۰۰۰ ریال در روز\n۲. پایا و ساتنا در همه‌ی روزهای کاری\n۳. پرداخت قبض، خرید شارژ و بسته‌ی اینترنت\n۴. درخواست دسته‌چک و صدور کارت المثنی\n۵. افتتاح حساب برای فرزندان زیر ۱۸ سال\n۶. مشاهده‌ی صورت‌حساب و دریافت آن با قالب PDF یا Excel\n\nFor English speaking customers: branches are open from 7:30 to 13:30, and until 12:30 on Thursdays. Please use our mobile bank (https://bank.example.com/app?source=sms&campaign=branch-hours-1404) wherever possible; the support line answers around the clock.\n\nدر صورت هرگونه پرسش با شماره‌ی ۰۲۱۷۰۰۰۰۷۰ تماس بگیرید یا به نشانی زیر سر بزنید:\nhttps://bank.example.com/branches\n\nاز همراهی شما سپاسگزاریم. 🙏🌷";

/// A link too long for any line.
const ONE_WORD: &str = "https://example.com/verify?session=eyJhbGciOiJub25lIn0.eyJzdWIiOiJkZW1vIiwibm9uY2UiOiI5MDA3MTk5MjU0NzQwOTkzIn0.Zm9vYmFyYmF6cXV4cXV1eGNvcmdlZ3JhdWx0Z2FycGx5d2FsZG9mcmVkcGx1Z2h4eXp6eXRodWRmb29iYXJiYXpxdXhxdXV4";

const fn special(
    at: At,
    from: (&'static str, &'static str),
    (kind, state, sent): (&'static str, i64, Sent),
    (recipients, exits): (i64, i64),
    id: &'static str,
    message: &'static str,
) -> Special {
    Special { at, from, kind, state, sent, recipients, exits, id, message }
}

const BANK: (&str, &str) = ("mehr.bank", "123654");
const PAY: (&str, &str) = ("novin_pay", "1236587");
const CAFE: (&str, &str) = ("donj_cafe", "940021");
const SHOP: (&str, &str) = ("sepidar_shop", "204118");
const DEV: (&str, &str) = ("dev.team", "12");
const SCHOOL: (&str, &str) = ("kavosh_school", "77120");

/// The outbox id of a special row that lies in the range of the generated ids.
pub(super) const TAKEN: u64 = 1_100_972_179;

const SPECIALS: [Special; 27] = [
    // The three rows of the API document: the one that its example asks for, and the two of its answer.
    special(
        At::Unix(1_744_102_007),
        CAFE,
        ("webservice", 6, Sent::After(0)),
        (1, 1),
        "1100972179",
        "این یک پیام تست است.",
    ),
    special(
        At::Unix(1_745_409_418),
        BANK,
        ("pattern_transactional", 6, Sent::After(0)),
        (1, 1),
        "12545856",
        "متن پیام",
    ),
    special(At::Unix(1_745_409_418), PAY, ("pattern", 6, Sent::After(0)), (1, 1), "588459562", "متن پیام"),
    // One row of each state, created just now.
    special(
        At::Ago(15),
        SHOP,
        ("phonebook", 0, Sent::Never),
        (48_200, 0),
        "",
        "🎉 حراج پایان فصل: ۳۰٪ تخفیف روی همه‌چیز\nhttps://example.com/s/payiz\nلغو۱۱",
    ),
    special(
        At::Ago(95),
        SHOP,
        ("file", 1, Sent::Never),
        (12_400, 0),
        "",
        "فقط امروز: ارسال رایگان 🚚\nexample.com/free\nلغو۱۱",
    ),
    special(
        At::Ago(240),
        CAFE,
        ("phonebook", 2, Sent::After(30)),
        (1_240, 610),
        "",
        "دلمان برایتان تنگ شده ☕️ با ۲۰٪ تخفیف منتظرتان هستیم.\nلغو۱۱",
    ),
    special(
        At::Ago(600),
        CAFE,
        ("phonebook", 3, Sent::Never),
        (1_240, 0),
        "",
        "شما برنده‌ی یک دستگاه خودرو شده‌اید! برای دریافت با ما تماس بگیرید.",
    ),
    special(At::Ago(1_300), DEV, ("webservice", 4, Sent::Never), (3, 0), "", "test 90210"),
    special(
        At::Ago(1_500),
        SCHOOL,
        ("phonebook", 5, Sent::After(20)),
        (312, 0),
        "",
        "به دلیل آلودگی هوا، کلاس‌های فردا غیرحضوری است.",
    ),
    special(
        At::Ago(1_700),
        PAY,
        ("pattern_transactional", 6, Sent::After(1)),
        (1, 1),
        "",
        "کد ورود شما: 481516\nاین کد را به هیچ‌کس ندهید.",
    ),
    special(
        At::Ago(2_400),
        SCHOOL,
        ("phonebook", 7, Sent::Ahead(7 * DAY)),
        (312, 0),
        "",
        "اردوی یک‌روزه‌ی دماوند لغو شد.",
    ),
    special(
        At::Ago(3_100),
        SHOP,
        ("peer_to_peer", 8, Sent::Never),
        (86_000, 0),
        "",
        "سارا جان، سبد خریدت هنوز منتظر است 🛒\nhttps://example.com/cart\nلغو۱۱",
    ),
    special(At::Ago(3_900), DEV, ("url", 9, Sent::After(4)), (2, 0), "", "[ALERT] disk usage 97% on db-03 🔴"),
    // Rows that are scheduled ahead.
    special(
        At::Ago(5 * 3600),
        SHOP,
        ("phonebook", 5, Sent::Ahead(6 * 3600)),
        (64_120, 0),
        "",
        "🌙 حراج نیمه‌شب تا ساعت ۲ بامداد! کد: SHAB15\nلغو۱۱",
    ),
    special(
        At::Ago(2 * DAY),
        CAFE,
        ("phonebook", 5, Sent::Ahead(9 * DAY)),
        (2_850, 0),
        "",
        "شب شعر پنجشنبه‌ی آینده ساعت ۱۸، ورود برای همه آزاد است.",
    ),
    special(
        At::Ago(3 * DAY),
        SCHOOL,
        ("file", 1, Sent::Ahead(21 * DAY)),
        (640, 0),
        "",
        "جلسه‌ی اولیا و مربیان: شنبه ساعت ۱۶، سالن اجتماعات.",
    ),
    special(
        At::Ago(60),
        SHOP,
        ("phonebook", 5, Sent::Ahead(90 * DAY - 60)),
        (86_000, 0),
        "",
        "نوروزتان پیروز 🌸🌷 هدیه‌ی نوروزی شما: NOROOZ\nلغو۱۱",
    ),
    // Rows with unusual texts.
    special(At::Ago(7 * 3600), BANK, ("webservice", 6, Sent::After(40)), (1, 1), "", LONG),
    special(At::Ago(8 * 3600), DEV, ("webservice", 6, Sent::After(1)), (1, 1), "", ONE_WORD),
    special(
        At::Ago(9 * 3600),
        DEV,
        ("webservice", 6, Sent::After(2)),
        (1, 1),
        "",
        "<b>تست</b> <script>alert(1)</script> & \"quotes\" 'single' &lt;escaped&gt; <img src=x onerror=alert(2)>",
    ),
    special(
        At::Ago(10 * 3600),
        DEV,
        ("url", 6, Sent::After(2)),
        (1, 1),
        "",
        "bidi \u{202e}desrever\u{202c} \u{2067}راست به چپ\u{2069} \u{200f}end\u{200e}.",
    ),
    special(
        At::Ago(11 * 3600),
        DEV,
        ("webservice", 6, Sent::After(3)),
        (2, 0),
        "",
        "=HYPERLINK(\"https://example.com\";\"click\")",
    ),
    special(At::Ago(12 * 3600), DEV, ("webservice", 6, Sent::After(3)), (1, 1), "", "100%_done, [a-z]? \\ * ؛ ۱۰۰٪"),
    special(
        At::Ago(13 * 3600),
        PAY,
        ("pattern", 6, Sent::After(0)),
        (1, 1),
        "",
        "  دو فاصله در آغاز\n\n\nو سه سطر خالی\tو یک تب  ",
    ),
    special(
        At::Ago(14 * 3600),
        CAFE,
        ("webservice", 6, Sent::After(5)),
        (4, 4),
        "",
        "می‌شود، نمی‌شود؛ می شود، نمی شود. كافه با كاف عربي و ۱۲۳ و ١٢٣ و 123",
    ),
    special(At::Ago(15 * 3600), CAFE, ("webservice", 6, Sent::After(5)), (1, 1), "", "🎉"),
    special(
        At::Ago(400 * DAY),
        BANK,
        ("pattern_transactional", 6, Sent::After(1)),
        (1, 1),
        "",
        "برداشت: ۱٬۲۴۰٬۰۰۰-\nحساب: *۷۰۷۰\nمانده: ۸٬۶۰۰٬۲۳۷",
    ),
];

/// Returns the special rows that are created from `start` to `now`, both in Unix seconds.
pub(super) fn rows(start: i64, now: i64) -> impl Iterator<Item = Row> {
    SPECIALS.iter().filter_map(move |special| {
        let created = match special.at {
            At::Unix(moment) => moment,
            At::Ago(seconds) => now - seconds,
        };
        let account = ACCOUNTS.iter().find(|account| (account.username, account.number_id) == special.from)?;
        let charged = match special.state {
            0 | 1 | 2 | 5 | 8 => special.recipients,
            6 => special.exits,
            _ => 0,
        };
        let price = tariff(special.kind, special.message) * texts::parts(special.message);
        (start..=now).contains(&created).then(|| Row {
            id: special.id.to_owned(),
            username: account.username.into(),
            number: account.number.into(),
            number_color: account.color.into(),
            number_id: account.number_id.into(),
            kind: special.kind.into(),
            created,
            sent: match special.sent {
                Sent::Never => None,
                Sent::After(seconds) => Some(created + seconds),
                Sent::Ahead(seconds) => Some(now + seconds),
            },
            recipients: special.recipients,
            exits: special.exits,
            state: special.state,
            progress: match special.state {
                0 => "create",
                1 => "interacting",
                2 | 5 => "active",
                3 | 7 | 8 => "cancel",
                9 => "error",
                _ => "finish",
            }
            .into(),
            valid: match special.state {
                0 => None,
                1 => Some("notconfirm".into()),
                3 => Some("cancel".into()),
                _ => Some("approve".into()),
            },
            in_delivery_line: 0,
            cost: decimal(price * charged),
            message: special.message.to_owned(),
        })
    })
}
