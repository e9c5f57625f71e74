//! The sentences of what is loaded later. They are apart from the others so that they are loaded with it.

use super::Style;
use crate::domain::locale::Locale;

/// The sentences of one language.
pub struct LaterMessages {
    /// Button of the calendar.
    pub previous_year: &'static str,
    /// Button of the calendar.
    pub previous_month: &'static str,
    /// Button of the calendar.
    pub next_month: &'static str,
    /// Button of the calendar.
    pub next_year: &'static str,
    /// Over the whole ranges: both ends of created dates.
    pub created_ranges: &'static str,
    /// The same of sent dates.
    pub sent_ranges: &'static str,
    /// The ranges, see [`crate::domain::presets::Preset::ALL`].
    pub presets: [&'static str; 7],
    /// Button: the field becomes empty.
    pub no_date: &'static str,
    /// Field: the link to this view.
    pub link: &'static str,
    /// Field: the same with dates that stay relative.
    pub link_moving: &'static str,
    /// Field: the same with dates that are fixed.
    pub link_fixed: &'static str,
    /// Field: the request as a command.
    pub curl: &'static str,
    /// Field: the request's body.
    pub json: &'static str,
    /// Button beside them.
    pub copy: &'static str,
    /// Its name; what is copied.
    pub copy_named: &'static str,
    /// Said after it.
    pub copied: &'static str,
    /// Said where the browser does not allow it.
    pub not_copied: &'static str,
    /// Heading: open what somebody sent.
    pub open_title: &'static str,
    /// Field: what was sent.
    pub open_field: &'static str,
    /// Under it.
    pub open_hint: &'static str,
    /// Button.
    pub open: &'static str,
    /// Said: a pasted view is open.
    pub opened: &'static str,
    /// Said after it: a token was in it.
    pub token_ignored: &'static str,
    /// Said after it: an address was in it.
    pub address_ignored: &'static str,
    /// Said: nothing was found in it.
    pub not_opened: &'static str,
    /// Field: the name of a view.
    pub view_name: &'static str,
    /// Button: keeps the present view.
    pub save_view: &'static str,
    /// No views are kept.
    pub no_views: &'static str,
    /// Choice at a view; its name.
    pub at_start: &'static str,
    /// The same beside its box.
    pub at_start_short: &'static str,
    /// Buttons at a view; its name.
    pub rename: &'static str,
    /// Button that ends renaming.
    pub save_name: &'static str,
    /// Button at a view.
    pub move_up: &'static str,
    /// Button at a view.
    pub move_down: &'static str,
    /// Button at a view.
    pub delete: &'static str,
    /// Said after it.
    pub deleted: &'static str,
    /// Button after it.
    pub undo: &'static str,
    /// Button: the views as a file.
    pub export_views: &'static str,
    /// Button: views from a file.
    pub import_views: &'static str,
    /// Said: this name can't be given to a view.
    pub name_refused: &'static str,
    /// Said: so many were taken over.
    pub imported: &'static str,
    /// Said: the file holds none.
    pub not_imported: &'static str,
    /// Said: the device does not keep anything.
    pub not_kept: &'static str,
    /// Names of months, from the first.
    pub months: Months,
    /// Short names of the days of the week, from Monday.
    pub weekdays: [&'static str; 7],
    /// A whole date: weekday, day, month, year.
    pub full_date: &'static str,
    /// A whole date, a time of day, and whose clocks show it.
    pub full_time: &'static str,
    /// The place whose clocks a zone's name means, where the language has a name of its own.
    pub tehran: &'static str,
    /// Heading: nothing under these filters.
    pub empty_filtered: &'static str,
    /// What may help then.
    pub empty_filtered_hint: &'static str,
    /// Button: the way out.
    pub show_all: &'static str,
    /// Heading: nothing in this account.
    pub empty_account: &'static str,
    /// What it means.
    pub empty_account_hint: &'static str,
    /// Link: to the last page, its number.
    pub go_to_last: &'static str,
    /// Heading: values that can't be used.
    pub unusable: &'static str,
    /// What to do about it.
    pub unusable_hint: &'static str,
    /// The problems of `config.json`.
    pub config: Config,
    /// Name of the list of filters that are set.
    pub active_filters: &'static str,
    /// Button of one of them: takes it away; the parameter and its value.
    pub remove_filter: &'static str,
    /// Folded under a failure.
    pub details: &'static str,
    /// Over what may be behind it.
    pub causes_title: &'static str,
    /// What may be behind a gateway that can't be reached.
    pub causes: [&'static str; 4],
    /// What whoever runs the page can do then.
    pub proxy: &'static str,
    /// Field: how.
    pub proxy_recipe: &'static str,
    /// Field: a failure for whoever can help.
    pub technical: &'static str,
    /// The page was opened without what is stored.
    pub safe_mode: &'static str,
    /// Button: opens it with that again.
    pub leave_safe_mode: &'static str,
    /// The browser does not keep anything.
    pub storage_refused: &'static str,
    /// A send is watched; its id.
    pub watching: &'static str,
    /// Its id, its state, as of when.
    pub watch_goes_on: &'static str,
    /// It has ended: its id, its state.
    pub watch_ended: &'static str,
    /// Button: watches no more.
    pub stop_watching: &'static str,
    /// So many new sends.
    pub waiting: &'static str,
    /// Button: shows them.
    pub show_waiting: &'static str,
    /// The view could not be renewed by itself.
    pub renewal_failed: &'static str,
    /// The gateway gives so many rows per page, and was asked for so many.
    pub clamped: &'static str,
    /// The parameter, how many rows are not so, of how many.
    pub contradicted: &'static str,
    /// Values that say nothing; where.
    pub useless: &'static str,
    /// Times in milliseconds; where.
    pub milliseconds: &'static str,
    /// A place, and how often.
    pub several: &'static str,
    /// What stands between places.
    pub comma: &'static str,
    /// Choice: how often the view renews itself.
    pub auto_refresh: &'static str,
    /// Not by itself.
    pub never: &'static str,
    /// Every so many seconds.
    pub seconds: &'static str,
    /// Every so many minutes.
    pub minutes: &'static str,
    /// Before other spellings.
    pub also_try: &'static str,
    /// What is different in one, see [`crate::domain::spelling::Way`].
    pub spellings: Spellings,
}

/// The problems of `config.json`, see [`crate::domain::config::ConfigError`].
pub struct Config {
    /// It is no JSON object.
    pub not_json: &'static str,
    /// The key … should be ….
    pub key: &'static str,
    /// Should be: an address.
    pub address: &'static str,
    /// Should be: true or false.
    pub bool: &'static str,
    /// Should be: one of ….
    pub one_of: &'static str,
    /// Should be: a time zone.
    pub time_zone: &'static str,
    /// Should be: a text.
    pub text: &'static str,
    /// Should be: a number of rows.
    pub limit: &'static str,
    /// Should be: a list of them.
    pub limits: &'static str,
    /// Should be: a number of seconds.
    pub timeout: &'static str,
}

/// Names of the months of both calendars.
pub struct Months {
    /// Of the Persian calendar, from Farvardin.
    pub persian: [&'static str; 12],
    /// Of the Gregorian calendar, from January.
    pub gregory: [&'static str; 12],
}

/// What other spellings do differently.
pub struct Spellings {
    /// Yeh and kaf of Arabic keyboards.
    pub arabic_letters: &'static str,
    /// Yeh and kaf of Persian keyboards.
    pub persian_letters: &'static str,
    /// Spaces in place of zero-width non-joiners.
    pub spaces: &'static str,
    /// The reverse.
    pub non_joiners: &'static str,
    /// Neither.
    pub joined: &'static str,
    /// `123`.
    pub latin_digits: &'static str,
    /// `۱۲۳`.
    pub persian_digits: &'static str,
    /// `١٢٣`.
    pub arabic_digits: &'static str,
}

impl Style {
    /// The sentences of what is loaded later.
    pub const fn later(self) -> &'static LaterMessages {
        match self.locale {
            Locale::Fa => &FA,
            Locale::En => &EN,
        }
    }
}

const EN: LaterMessages = LaterMessages {
    active_filters: "Active filters",
    remove_filter: "Remove filter: {}",
    config: Config {
        not_json: "config.json should be a JSON object.",
        key: "In config.json, {} should be {}.",
        address: "an http(s) address without user, query and fragment, a path that begins with /, or an empty text",
        bool: "true or false",
        one_of: "{} or null",
        time_zone: "the IANA name of a time zone, such as Asia/Tehran",
        text: "a text that isn't empty",
        limit: "a whole number from 1 to 1000",
        limits: "a list of whole numbers from 1 to 1000",
        timeout: "a whole number of seconds from 1 to 35",
    },
    months: Months {
        persian: [
            "Farvardin",
            "Ordibehesht",
            "Khordad",
            "Tir",
            "Mordad",
            "Shahrivar",
            "Mehr",
            "Aban",
            "Azar",
            "Dey",
            "Bahman",
            "Esfand",
        ],
        gregory: [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    },
    weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    full_date: "{} {} {} {}",
    full_time: "{}, {} {}",
    tehran: "Tehran",
    empty_filtered: "No sends match these filters",
    empty_filtered_hint: "Perhaps a date range is too narrow, or the text is written differently in the message.",
    show_all: "Show all sends",
    empty_account: "Nothing has been sent yet",
    empty_account_hint: "What this account sends will be listed here.",
    go_to_last: "Go to the last page, {}",
    unusable: "Some values can't be used",
    unusable_hint: "Correct the marked fields: nothing is asked of the gateway before.",
    previous_year: "Previous year",
    previous_month: "Previous month",
    next_month: "Next month",
    next_year: "Next year",
    created_ranges: "Created date, from and to",
    sent_ranges: "Sent date, from and to",
    presets: ["Today", "Yesterday", "Last 24 hours", "Last 7 days", "Last 30 days", "This month", "Last month"],
    no_date: "No date",
    link: "Link to this view",
    link_moving: "Link as it is: its dates move on with time",
    link_fixed: "Link to this very result: its dates are fixed",
    curl: "As curl",
    json: "Request JSON",
    copy: "Copy",
    copy_named: "Copy: {}",
    copied: "Copied.",
    not_copied: "The browser does not allow copying here. The text is selected: copy it with the keyboard.",
    open_title: "Open what somebody sent you",
    open_field: "Link, curl command or request JSON",
    open_hint: "You can also paste it into the page itself. A token or an address in it is not used.",
    open: "Open",
    opened: "The pasted view is open.",
    token_ignored: "The token in it was not used.",
    address_ignored: "The address in it was not used: the gateway stays the same.",
    not_opened: "No view was found in what was pasted. It takes a link with filters, a curl command or a request's JSON.",
    view_name: "Name of this view",
    save_view: "Save this view",
    no_views: "No views are saved on this device yet.",
    at_start: "Open at start: {}",
    at_start_short: "Open at start",
    rename: "Rename: {}",
    save_name: "Save name",
    move_up: "Move up: {}",
    move_down: "Move down: {}",
    delete: "Delete: {}",
    deleted: "Deleted: {}",
    undo: "Undo",
    export_views: "Save views as a file",
    import_views: "Add views from a file",
    name_refused: "Choose another name: this one is empty, or another view has it.",
    imported: "Views added: {}",
    not_imported: "No saved views were found in this file.",
    not_kept: "The browser does not keep anything for this page: views are lost when it is closed.",
    safe_mode: "Safe mode: the page was opened without your stored settings. They are still there.",
    leave_safe_mode: "Open with them",
    storage_refused: "The browser does not keep anything for this page: what you set lasts until it is closed.",
    watching: "Send {} is being watched.",
    watch_goes_on: "Send {} is being watched: {}, as of {}.",
    watch_ended: "Send {} has come to its end: {}.",
    stop_watching: "Stop",
    waiting: "New sends: {}",
    show_waiting: "Show them",
    renewal_failed: "The last automatic refresh did not succeed. The rows are older.",
    clamped: "The gateway gives {} rows per page, not the {} that were asked for.",
    contradicted: "The gateway seems to ignore the filter “{}”: {} of {} rows do not match it.",
    useless: "The gateway sent values that say nothing: {}.",
    milliseconds: "Times came in milliseconds and are read so: {}.",
    several: "{} ({} times)",
    comma: ", ",
    auto_refresh: "Automatic refresh",
    never: "No auto-refresh",
    seconds: "Every {} s",
    minutes: "Every {} min",
    details: "Details",
    causes_title: "The browser does not tell which of these it is:",
    causes: [
        "The gateway's address is wrong, or the gateway is down.",
        "The gateway does not allow requests from this page (CORS).",
        "A firewall, a blocker in the browser, a VPN or the country's network is in the way.",
        "The gateway redirects to another address, or its certificate is not accepted.",
    ],
    proxy: "Whoever runs this page can let its own web server pass requests on to the gateway. Then leave the gateway \
            address empty. The README says more, under “Deploy it”.",
    proxy_recipe: "For nginx",
    technical: "Technical detail, without the token and without messages",
    also_try: "Also try:",
    spellings: Spellings {
        arabic_letters: "with ي ك",
        persian_letters: "with ی ک",
        spaces: "with spaces",
        non_joiners: "with half-spaces",
        joined: "without half-spaces",
        latin_digits: "with 123",
        persian_digits: "with ۱۲۳",
        arabic_digits: "with ١٢٣",
    },
};

const FA: LaterMessages = LaterMessages {
    active_filters: "فیلترهای فعال",
    remove_filter: "حذف فیلتر: {}",
    config: Config {
        not_json: "config.json باید یک شیء JSON باشد.",
        key: "در config.json مقدار {} باید {} باشد.",
        address: "نشانی http(s) بدون نام کاربری، پرسمان و قطعه، یا مسیری که با / آغاز می‌شود، یا متن خالی",
        bool: "true یا false",
        one_of: "{} یا null",
        time_zone: "نام IANA یک منطقه زمانی مانند Asia/Tehran",
        text: "متنی که خالی نباشد",
        limit: "عددی صحیح از 1 تا 1000",
        limits: "فهرستی از عددهای صحیح از 1 تا 1000",
        timeout: "عددی صحیح از 1 تا 35 ثانیه",
    },
    months: Months {
        persian: [
            "فروردین",
            "اردیبهشت",
            "خرداد",
            "تیر",
            "مرداد",
            "شهریور",
            "مهر",
            "آبان",
            "آذر",
            "دی",
            "بهمن",
            "اسفند",
        ],
        gregory: [
            "ژانویه",
            "فوریه",
            "مارس",
            "آوریل",
            "مه",
            "ژوئن",
            "ژوئیه",
            "اوت",
            "سپتامبر",
            "اکتبر",
            "نوامبر",
            "دسامبر",
        ],
    },
    weekdays: ["دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه"],
    full_date: "{} {} {} {}",
    full_time: "{}، {} به وقت {}",
    tehran: "تهران",
    empty_filtered: "هیچ ارسالی با این فیلترها نیست",
    empty_filtered_hint: "شاید بازه تاریخ تنگ است یا متن در پیام به شکل دیگری نوشته شده است.",
    show_all: "نمایش همه ارسال‌ها",
    empty_account: "هنوز چیزی ارسال نشده است",
    empty_account_hint: "ارسال‌های این حساب در اینجا دیده می‌شود.",
    go_to_last: "رفتن به صفحه آخر، {}",
    unusable: "برخی مقدارها قابل استفاده نیست",
    unusable_hint: "فیلدهای نشان‌دار را درست کنید؛ تا آن زمان چیزی از درگاه پرسیده نمی‌شود.",
    previous_year: "سال قبل",
    previous_month: "ماه قبل",
    next_month: "ماه بعد",
    next_year: "سال بعد",
    created_ranges: "تاریخ ایجاد، از و تا",
    sent_ranges: "تاریخ ارسال، از و تا",
    presets: ["امروز", "دیروز", "۲۴ ساعت گذشته", "۷ روز گذشته", "۳۰ روز گذشته", "این ماه", "ماه گذشته"],
    no_date: "بدون تاریخ",
    link: "پیوند این نما",
    link_moving: "پیوند همین نما؛ تاریخ‌هایش با زمان پیش می‌رود",
    link_fixed: "پیوند همین نتیجه؛ تاریخ‌هایش ثابت است",
    curl: "دستور curl",
    json: "JSON درخواست",
    copy: "رونوشت",
    copy_named: "رونوشت: {}",
    copied: "رونوشت شد.",
    not_copied: "مرورگر اینجا اجازه رونوشت نمی‌دهد. متن انتخاب شده است؛ با صفحه‌کلید رونوشت کنید.",
    open_title: "باز کردن آنچه برایتان فرستاده‌اند",
    open_field: "پیوند، دستور curl یا JSON درخواست",
    open_hint: "می‌توانید آن را در خود صفحه هم بچسبانید. توکن و نشانی درون آن به کار نمی‌رود.",
    open: "باز کردن",
    opened: "نمای چسبانده‌شده باز شد.",
    token_ignored: "توکن درون آن به کار نرفت.",
    address_ignored: "نشانی درون آن به کار نرفت؛ درگاه همان است که بود.",
    not_opened: "در متن چسبانده‌شده نمایی پیدا نشد. پیوندی با فیلتر، دستور curl یا JSON درخواست را بچسبانید.",
    view_name: "نام این نما",
    save_view: "ذخیره این نما",
    no_views: "هنوز نمایی در این دستگاه ذخیره نشده است.",
    at_start: "باز شدن در آغاز: {}",
    at_start_short: "باز شدن در آغاز",
    rename: "تغییر نام: {}",
    save_name: "ذخیره نام",
    move_up: "بالا بردن: {}",
    move_down: "پایین بردن: {}",
    delete: "حذف: {}",
    deleted: "حذف شد: {}",
    undo: "بازگرداندن",
    export_views: "ذخیره نماها در پرونده",
    import_views: "افزودن نماها از پرونده",
    name_refused: "نام دیگری بنویسید؛ این نام خالی است یا نمای دیگری آن را دارد.",
    imported: "نماهای افزوده: {}",
    not_imported: "در این پرونده نمایی پیدا نشد.",
    not_kept: "مرورگر چیزی برای این صفحه نگه نمی‌دارد؛ نماها با بستن آن از دست می‌رود.",
    safe_mode: "حالت امن: صفحه بدون تنظیم‌های ذخیره‌شده شما باز شده است. تنظیم‌ها سر جای خود هستند.",
    leave_safe_mode: "باز کردن با آن‌ها",
    storage_refused: "مرورگر چیزی برای این صفحه نگه نمی‌دارد؛ تنظیم‌های شما تا بستن صفحه می‌ماند.",
    watching: "ارسال {} زیر نظر است.",
    watch_goes_on: "ارسال {} زیر نظر است: {}، در ساعت {}.",
    watch_ended: "ارسال {} به پایان رسید: {}.",
    stop_watching: "توقف",
    waiting: "ارسال‌های تازه: {}",
    show_waiting: "نمایش",
    renewal_failed: "آخرین به‌روزرسانی خودکار انجام نشد. ردیف‌ها قدیمی‌ترند.",
    clamped: "درگاه در هر صفحه {} ردیف می‌دهد، نه {} ردیفی که خواسته شد.",
    contradicted: "گویا درگاه فیلتر «{}» را نادیده می‌گیرد: {} از {} ردیف با آن نمی‌خواند.",
    useless: "درگاه مقدارهایی فرستاد که چیزی نمی‌گویند: {}.",
    milliseconds: "زمان‌ها به میلی‌ثانیه آمده‌اند و همان‌گونه خوانده شدند: {}.",
    several: "{} ({} بار)",
    comma: "، ",
    auto_refresh: "به‌روزرسانی خودکار",
    never: "بدون به‌روزرسانی خودکار",
    seconds: "هر {} ثانیه",
    minutes: "هر {} دقیقه",
    details: "جزئیات",
    causes_title: "مرورگر نمی‌گوید کدام یک از این‌هاست:",
    causes: [
        "نشانی درگاه نادرست است یا درگاه خاموش است.",
        "درگاه به درخواست‌های این صفحه اجازه نمی‌دهد (CORS).",
        "دیوار آتش، مسدودکننده مرورگر، VPN یا شبکه کشور مانع است.",
        "درگاه به نشانی دیگری می‌فرستد یا گواهی آن پذیرفته نیست.",
    ],
    proxy: "گرداننده این صفحه می‌تواند درخواست‌ها را از وب‌سرور خود به درگاه برساند. سپس نشانی درگاه را خالی بگذارید. \
            توضیح بیشتر در README، بخش «Deploy it» است.",
    proxy_recipe: "برای nginx",
    technical: "جزئیات فنی، بدون توکن و متن پیام‌ها",
    also_try: "این را هم امتحان کنید:",
    spellings: Spellings {
        arabic_letters: "با ي ك",
        persian_letters: "با ی ک",
        spaces: "با فاصله",
        non_joiners: "با نیم‌فاصله",
        joined: "بی نیم‌فاصله",
        latin_digits: "با 123",
        persian_digits: "با ۱۲۳",
        arabic_digits: "با ١٢٣",
    },
};
