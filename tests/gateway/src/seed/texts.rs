//! The texts of messages: templates with placeholders in braces, filled at random.

use super::accounts::Trade;
use super::calendar;
use super::chance::Chance;

const OTP: &[&str] = &[
    "کد ورود شما: {otp}\nاین کد را به هیچ‌کس ندهید.\n\n@pay.example.com #{otp5}",
    "رمز یک‌بار مصرف: {otp}\nمبلغ: {amount} ریال\nپذیرنده: {shop}\nاعتبار تا {clock}",
    "کد تایید شما {otp} است و تا ۲ دقیقه اعتبار دارد.",
    "{name} عزیز، کد فعال‌سازی شما: {otp}",
    "Your verification code is {otp}. Do not share it with anyone.",
    "کد تأیید سفر: {otp5}\nلغو۱۱",
    "<#> کد ورود به برنامه: {otp}\nFA+9qCX9VSu",
    "{otp5} is your login code. این کد محرمانه است.",
];

const VOICE: &[&str] = &["{otp5}", "{otp}"];

const ORDERS: &[&str] = &[
    "سفارش شما با شماره {order} ثبت شد ✅\nمبلغ: {amount} ریال\nپیگیری: https://example.com/o/{code}",
    "{name} عزیز، سفارش {order} به پست تحویل داده شد. کد رهگیری: {track}",
    "بسته‌ی شما در راه است 🚚\nامروز بین ساعت {hour} تا {hour} تحویل داده می‌شود.",
    "مرجوعی سفارش {order} تأیید شد؛ مبلغ {amount} ریال تا ۷۲ ساعت به حساب شما برمی‌گردد.",
    "Order {order_en} has shipped 📦 Track it: https://example.com/t/{code}",
    "پرداخت سفارش {order} ناموفق بود. اگر مبلغی از حساب‌تان کم شده است، تا ۷۲ ساعت برمی‌گردد.",
    "{name} جان، «{product}» که منتظرش بودید موجود شد!\nhttps://example.com/p/{code}",
    "از خرید شما سپاسگزاریم 🙏 لطفاً نظرتان را درباره‌ی «{product}» بنویسید:\nhttps://example.com/r/{code}",
    "سفارش {order} آماده‌ی تحویل حضوری است. Branch: {city}, کد تحویل: {otp5}",
];

const BANK: &[&str] = &[
    "برداشت: {amount}-\nحساب: {account}\nمانده: {amount}\n{date}-{clock}",
    "واریز: {amount}+\nحساب: {account}\nمانده: {amount}\n{date}-{clock}",
    "خرید اینترنتی {amount} ریال\nکارت {card}\nمانده {amount} ریال\n{date} {clock}",
    "ورود به همراه‌بانک در {date} ساعت {clock}. اگر شما نبودید با پشتیبانی تماس بگیرید.",
    "قسط وام شماره {order} به مبلغ {amount} ریال تا سه روز دیگر سررسید می‌شود.",
    "انتقال پایا به مبلغ {amount} ریال به نام {name} انجام شد.\nشماره پیگیری: {track}",
    "POS purchase: IRR {amount_en}\nCard {card_en}\nBal: IRR {amount_en}",
    "چک صیادی {track} به مبلغ {amount} ریال در سامانه ثبت شد.",
];

const CLINIC: &[&str] = &[
    "{name} گرامی، نوبت شما نزد {doctor} روز {day} ساعت {hour}:۳۰ است. لطفاً ۱۵ دقیقه زودتر مراجعه فرمایید.",
    "یادآوری نوبت 🦷\n{doctor}\n{day} ساعت {hour}\nبرای لغو عدد ۲ را پیامک کنید.",
    "جواب آزمایش شما آماده است.\nکد پذیرش: {order}\nhttps://lab.example.com/{code}",
    "نوبت شما به دلیل غیبت پزشک به روز {day} منتقل شد. با پوزش از شما.",
    "{name} عزیز، از مراجعه‌ی شما به درمانگاه آرمان سپاسگزاریم. امتیاز شما به {doctor} از ۱ تا ۵؟",
    "Reminder: appointment with {doctor_en}, {day_en} at {clock_en}. Reply 2 to cancel.",
];

const TRAVEL: &[&str] = &[
    "بلیط شما صادر شد ✈️\nتهران ← {city}\n{date} ساعت {clock}\nشماره بلیط: {track}",
    "{name} عزیز، پرواز {flight} با ۴۵ دقیقه تأخیر انجام می‌شود.",
    "Flight {flight} to {city_en} is now boarding at gate {hour_en}.",
    "رزرو هتل شما در {city} تأیید شد. شماره رزرو: {order}\nسفر خوش 🌴",
    "استرداد بلیط {track} انجام شد؛ {amount} ریال پس از کسر جریمه واریز می‌شود.",
];

const SCHOOL: &[&str] = &[
    "اولیای گرامی، جلسه‌ی انجمن روز {day} ساعت {hour} برگزار می‌شود. حضور شما مایه‌ی دلگرمی ماست.",
    "ولی محترم {name}، فرزند شما امروز {day} غیبت داشته است.",
    "به دلیل آلودگی هوا، کلاس‌های فردا غیرحضوری است.",
    "کارنامه‌ی نوبت اول در سامانه بارگذاری شد:\nhttps://school.example.com/{code}",
    "شهریه‌ی قسط دوم به مبلغ {amount} ریال تا پایان هفته پرداخت شود.\nامور مالی دبیرستان کاوش",
];

const CAMPAIGN: &[&str] = &[
    "🎉 جشنواره‌ی پاییزی شروع شد!\nتا {percent}٪ تخفیف روی همه‌ی کالاها\nکد: {coupon}\nhttps://example.com/s/{code}\nلغو۱۱",
    "فقط امروز: ارسال رایگان برای خریدهای بالای {amount} ریال 🚚\nexample.com/{code}\nلغو۱۱",
    "دلمان برایتان تنگ شده ☕️\nبا {percent}٪ تخفیف به کافه دنج سر بزنید؛ هر روز از ۸ صبح تا ۱۱ شب.\nلغو۱۱",
    "Black Friday 🔥 up to {percent_en}% off!\nتا نیمه‌شب فرصت دارید.\nCode: {coupon}\nhttps://example.com/bf\nلغو۱۱",
    "{percent}٪ تخفیف سفر بعدی با کد {coupon}\nهمین حالا سفر بگیرید: https://example.com/go\nلغو۱۱",
    "یلداتان مبارک 🍉❤️\nشب یلدا با {percent}٪ هدیه‌ی نقدی کنار شما هستیم.\nکد هدیه: {coupon}\nلغو۱۱",
    "تور {city}، سه شب و چهار روز از {amount} ریال 🏖️\nظرفیت محدود است.\nhttps://example.com/tour/{code}\nلغو۱۱",
    "نوروزتان پیروز 🌸🌷\nبه پاس همراهی شما {percent}٪ تخفیف تا سیزده‌به‌در: {coupon}\nلغو۱۱",
    "ثبت‌نام کلاس‌های تابستانی آغاز شد: برنامه‌نویسی، رباتیک، زبان.\nتلفن: ۰۲۱۷۰۰۰۰۷۰\nلغو۱۱",
    "Last call ⏰ {percent_en}% off ends tonight. Shop now: https://example.com/s/{code}\nStop: 11",
];

const TRIAL: &[&str] = &[
    "تست",
    "تست ارسال از وب‌سرویس {otp5}",
    "test {otp5}",
    "Deploy #{otp5} finished in {hour_en}m {percent_en}s ✅",
    "[ALERT] disk usage 9{hour_en}% on db-0{hour_en} 🔴",
    "CPU load is back to normal on web-{hour_en}.",
    "سلام دنیا! Hello world! 👋🏽",
    "ping {code}",
    "Backup {date_en} {clock_en}: OK, {amount_en} rows, 0 errors",
];

const GREETING: &[&str] = &[
    "{name} عزیز، تولدتان مبارک 🎂🎈",
    "سلام {name} جان، قرار فردا ساعت {hour} یادتان نرود 🙂",
    "میز شما برای {day} ساعت {hour} رزرو شد. منتظرتان هستیم ☕️",
    "با سلام؛ کلاس آواز این هفته {day} برگزار می‌شود. لطفاً نت‌ها را همراه بیاورید 🎵",
    "می‌آیی یا نمی‌آیی؟ 😅",
    "خانواده‌ی 👨‍👩‍👧‍👦 ترنم، سال نو مبارک! 🌱",
    "متن پیام",
];

const NAMES: &[&str] = &[
    "مریم رضایی",
    "علی",
    "زهرا کریمی",
    "محمدحسین نیک‌پور",
    "سارا",
    "رضا یوسفی",
    "نگار",
    "امیرعلی",
    "فاطمه‌سادات موسوی",
    "کیان",
    "آیدا",
    "پویا مهدوی",
];
const DOCTORS: &[&str] = &["دکتر یزدانی", "دکتر نیک‌خواه", "دکتر صدر", "دکتر گل‌محمدی"];
const DOCTORS_EN: &[&str] = &["Dr. Yazdani", "Dr. Sadr", "Dr. Nikkhah"];
const CITIES: &[&str] = &["مشهد", "شیراز", "اصفهان", "تبریز", "کیش", "یزد", "رشت"];
const CITIES_EN: &[&str] = &["Mashhad", "Shiraz", "Isfahan", "Tabriz", "Kish"];
const PRODUCTS: &[&str] =
    &["قهوه‌ساز مدل C20", "کفش پیاده‌روی", "هدفون بی‌سیم", "کتاب «بوف کور»", "چای لاهیجان ۵۰۰ گرمی", "شارژر USB-C"];
const SHOPS: &[&str] = &["فروشگاه سپیدار", "کافه دنج", "کتاب‌فروشی باران", "تاکسی همراه"];
const COUPONS: &[&str] = &["PAYIZ30", "YALDA1404", "DONJ20", "SAFAR50", "NOROOZ", "ESHQ"];
const FLIGHTS: &[&str] = &["EP-452", "W5-1081", "QB-1224", "IV-4410"];
const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// Returns a text, chosen by chance, for the use that an account makes of its line. `moment` is the text's second of
/// creation, in Unix seconds.
pub(crate) fn text(trade: Trade, chance: &mut Chance, moment: i64) -> String {
    let of = match trade {
        Trade::Otp => OTP,
        Trade::VoiceOtp => VOICE,
        Trade::Orders => ORDERS,
        Trade::Bank => BANK,
        Trade::Clinic => CLINIC,
        Trade::Travel => TRAVEL,
        Trade::School => SCHOOL,
        Trade::Campaign => CAMPAIGN,
        Trade::Trial => TRIAL,
        Trade::Greeting => GREETING,
    };
    fill(chance.pick(of), chance, moment)
}

fn fill(template: &str, chance: &mut Chance, moment: i64) -> String {
    let mut text = String::with_capacity(template.len() + 64);
    let mut pieces = template.split('{');
    text.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (key, rest) = piece.split_once('}').unwrap_or(("", piece));
        put(&mut text, key, chance, moment);
        text.push_str(rest);
    }
    text
}

fn put(text: &mut String, key: &str, chance: &mut Chance, moment: i64) {
    match key {
        "otp" => text.push_str(&chance.span(100_000, 999_999).to_string()),
        "otp5" => text.push_str(&chance.span(10_000, 99_999).to_string()),
        "name" => text.push_str(chance.pick(NAMES)),
        "doctor" => text.push_str(chance.pick(DOCTORS)),
        "doctor_en" => text.push_str(chance.pick(DOCTORS_EN)),
        "city" => text.push_str(chance.pick(CITIES)),
        "city_en" => text.push_str(chance.pick(CITIES_EN)),
        "product" => text.push_str(chance.pick(PRODUCTS)),
        "shop" => text.push_str(chance.pick(SHOPS)),
        "coupon" => text.push_str(chance.pick(COUPONS)),
        "flight" => text.push_str(chance.pick(FLIGHTS)),
        "order" => persian(text, &chance.span(1_000_000, 9_999_999).to_string()),
        "order_en" => text.push_str(&chance.span(1_000_000, 9_999_999).to_string()),
        "track" => persian(text, &chance.span(10_i64.pow(14), 10_i64.pow(15)).to_string()),
        "amount" => {
            let amount = amount(chance);
            persian(text, &grouped(amount, '٬'));
        }
        "amount_en" => {
            let amount = amount(chance);
            text.push_str(&grouped(amount, ','));
        }
        "percent" => persian(text, &(chance.span(2, 14) * 5).to_string()),
        "percent_en" => text.push_str(&(chance.span(2, 14) * 5).to_string()),
        "hour" => persian(text, &chance.span(8, 20).to_string()),
        "hour_en" => text.push_str(&chance.span(1, 9).to_string()),
        "day" => text.push_str(calendar::weekday(moment + chance.span(0, 6) * 86_400)),
        "day_en" => text.push_str(chance.pick(&["Sat", "Sun", "Mon", "Tue", "Wed"])),
        "clock" => persian(text, &calendar::clock(moment)),
        "clock_en" => text.push_str(&calendar::clock(moment)),
        "date" => persian(text, &calendar::persian_date(moment)),
        "date_en" => text.push_str(&calendar::persian_date(moment)),
        "account" | "card" => persian(text, &format!("*{}", chance.span(1000, 9999))),
        "card_en" => {
            text.push('*');
            text.push_str(&chance.span(1000, 9999).to_string());
        }
        "code" => {
            for _ in 0..6 {
                text.push(char::from(chance.pick(LETTERS)));
            }
        }
        _ => {}
    }
}

fn amount(chance: &mut Chance) -> i64 {
    let step = chance.pick(&[1_000, 5_000, 10_000, 50_000]);
    chance.span(20, 4_000) * step + chance.pick(&[0, 0, 0, 500, 237])
}

fn grouped(number: i64, separator: char) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// Appends a text with its digits as Persian ones.
fn persian(text: &mut String, latin: &str) {
    text.extend(latin.chars().map(|c| match c.to_digit(10) {
        Some(digit) => char::from_u32(0x06f0 + digit).unwrap_or(c),
        None => c,
    }));
}

/// Returns the number of messages that a text needs: 70 characters of two bytes or 160 of one, fewer in each if the
/// text is split.
pub(crate) fn parts(text: &str) -> i64 {
    let units = i64::try_from(text.encode_utf16().count()).unwrap_or(1);
    let (one, many) = if text.is_ascii() { (160, 153) } else { (70, 67) };
    if units <= one { 1 } else { (units + many - 1) / many }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled() {
        for trade in [
            Trade::Otp,
            Trade::VoiceOtp,
            Trade::Orders,
            Trade::Bank,
            Trade::Clinic,
            Trade::Travel,
            Trade::School,
            Trade::Campaign,
            Trade::Trial,
            Trade::Greeting,
        ] {
            let mut chance = Chance::new(7);
            for _ in 0..200 {
                let text = text(trade, &mut chance, 1_744_102_007);
                assert!(!text.is_empty() && !text.contains(['{', '}']), "{text}");
            }
        }
    }

    #[test]
    fn a_place_that_is_not_known_leaves_nothing() {
        assert_eq!(fill("a{nothing}b", &mut Chance::new(1), 0), "ab");
    }

    #[test]
    fn long_texts_are_several_messages() {
        assert_eq!(parts(&"a".repeat(160)), 1);
        assert_eq!(parts(&"a".repeat(161)), 2);
        assert_eq!(parts(&"ت".repeat(70)), 1);
        assert_eq!(parts(&"ت".repeat(71)), 2);
        assert_eq!(parts(&"🎉".repeat(35)), 1);
        assert_eq!(parts(&"ت".repeat(135)), 3);
    }
}
