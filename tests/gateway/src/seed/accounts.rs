//! The accounts: who sends, from which line (a sender number), and what for.

/// The use that an account makes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trade {
    /// One-time passwords.
    Otp,
    /// One-time passwords, spoken.
    VoiceOtp,
    /// A shop's order notices.
    Orders,
    /// A bank's notices.
    Bank,
    /// Appointments.
    Clinic,
    /// Tickets.
    Travel,
    /// Notes to parents.
    School,
    /// Advertising, in bursts.
    Campaign,
    /// A developers' trial line, mostly English.
    Trial,
    /// Greetings between people.
    Greeting,
}

/// A line, the sender number of one user, with the kind of messages that are sent from it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Account {
    pub(crate) username: &'static str,
    pub(crate) number: &'static str,
    pub(crate) color: &'static str,
    pub(crate) number_id: &'static str,
    pub(crate) trade: Trade,
    /// The weight of the account among single sends.
    pub(crate) weight: i64,
    /// The weight of the account among campaigns.
    pub(crate) campaigns: i64,
}

const fn account(
    (username, number, color, number_id): (&'static str, &'static str, &'static str, &'static str),
    trade: Trade,
    weight: i64,
    campaigns: i64,
) -> Account {
    Account { username, number, color, number_id, trade, weight, campaigns }
}

/// The accounts. Two users may share a line, which then has one colour but two `number_id`s, and a user may have
/// several.
pub(crate) const ACCOUNTS: [Account; 18] = [
    account(("novin_pay", "+981000", "#95E871", "1236587"), Trade::Otp, 190, 0),
    account(("mehr.bank", "+981000", "#95E871", "123654"), Trade::Bank, 170, 0),
    account(("sepidar_shop", "+983000505", "#F2B134", "204117"), Trade::Orders, 150, 0),
    account(("sepidar-shop", "+983000505", "#F2B134", "204560"), Trade::Orders, 20, 0),
    account(("sepidar_shop", "+98210001234", "#5AA9E6", "204118"), Trade::Campaign, 0, 30),
    account(("mehr.bank", "+98votp", "#B388EB", "310007"), Trade::VoiceOtp, 30, 0),
    account(("novin_pay", "+983000900", "#FF7F6B", "1236601"), Trade::Bank, 35, 0),
    account(("arman.clinic", "+985000220", "#2EC4B6", "88231"), Trade::Clinic, 80, 0),
    account(("Arman.Clinic", "+985000220", "#2EC4B6", "88232"), Trade::Clinic, 8, 0),
    account(("hamrah_taxi", "+982000110", "#FFD23F", "51904"), Trade::Otp, 85, 0),
    account(("hamrah_taxi", "+98votp", "#B388EB", "310044"), Trade::VoiceOtp, 15, 0),
    account(("hamrah_taxi", "+9810004321", "#6C8EF5", "51911"), Trade::Campaign, 0, 15),
    account(("baran.travel", "+9810004321", "#6C8EF5", "60772"), Trade::Travel, 45, 10),
    account(("kavosh_school", "+983000771", "#C97B84", "77120"), Trade::School, 40, 5),
    account(("donj_cafe", "+98217000070", "#E07A5F", "940021"), Trade::Campaign, 6, 25),
    account(("کافه_دنج", "+98217000070", "#E07A5F", "940022"), Trade::Greeting, 10, 0),
    account(("dev.team", "+9890000145", "#9AA5B1", "12"), Trade::Trial, 35, 0),
    account(("tarannom", "+98300012", "#F4ACB7", "451093"), Trade::Greeting, 25, 15),
];
