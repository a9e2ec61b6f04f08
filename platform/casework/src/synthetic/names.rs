//! Where synthetic people come from, and common names there.
//!
//! Names and origins are combined at random. Shares follow the larger groups among people who
//! seek advice in North Rhine-Westphalia; they are rough on purpose, since no figure is made of them.

/// A country of origin.
pub(super) struct Origin {
    /// ISO 3166-1 alpha-2.
    pub(super) country: &'static str,
    /// How likely, beside the others.
    pub(super) weight: u32,
    /// Languages spoken, the most common first.
    pub(super) languages: &'static [&'static str],
    /// Why people from there may stay.
    pub(super) stay: Stay,
    /// Which names are common.
    pub(super) names: &'static Names,
}

/// Common grounds for staying.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stay {
    /// Citizens of the EU.
    Eu,
    /// Temporary protection.
    Temporary,
    /// Asylum procedures and what follows them.
    Asylum,
    /// Family, work, long stays.
    Settled,
}

/// Common names of a region.
pub(super) struct Names {
    pub(super) female: &'static [&'static str],
    pub(super) male: &'static [&'static str],
    pub(super) family: &'static [&'static str],
}

static ARABIC: Names = Names {
    female: &["Amina", "Fatima", "Hala", "Layla", "Mariam", "Nour", "Rana", "Salma", "Yasmin", "Zainab"],
    male: &["Ahmad", "Bilal", "Hassan", "Ibrahim", "Karim", "Mahmoud", "Omar", "Samir", "Tarek", "Youssef"],
    family: &[
        "Abbas", "Al-Ahmad", "Al-Hassan", "Darwish", "Haddad", "Hamdan", "Ibrahim", "Khalil", "Mansour",
        "Nasser", "Saleh", "Shaheen", "Suleiman", "Youssef",
    ],
};

static KURDISH: Names = Names {
    female: &["Avin", "Berivan", "Dilan", "Evin", "Jiyan", "Rojda", "Shirin", "Zilan"],
    male: &["Azad", "Baran", "Dilovan", "Hozan", "Rojan", "Serhat", "Sipan", "Zana"],
    family: &["Ali", "Amin", "Barzan", "Demir", "Hesso", "Jamil", "Mirza", "Osman", "Rashid", "Sheikho"],
};

static TURKISH: Names = Names {
    female: &["Ayşe", "Büşra", "Elif", "Emine", "Esra", "Gülşen", "Hatice", "Meryem", "Özlem", "Zeynep"],
    male: &["Ali", "Burak", "Cem", "Emre", "Hakan", "İbrahim", "Mehmet", "Murat", "Ömer", "Yusuf"],
    family: &[
        "Aydın", "Çelik", "Demir", "Doğan", "Kaya", "Kılıç", "Öztürk", "Şahin", "Yıldırım", "Yıldız", "Yılmaz",
    ],
};

static PERSIAN: Names = Names {
    female: &["Farida", "Laila", "Mahsa", "Nasrin", "Parwana", "Roya", "Sahar", "Shabnam", "Soraya", "Zahra"],
    male: &["Ali Reza", "Farid", "Habib", "Jawad", "Mirwais", "Najib", "Reza", "Said", "Wahid", "Zabi"],
    family: &[
        "Ahmadi", "Akbari", "Amiri", "Haidari", "Hosseini", "Karimi", "Mohammadi", "Nazari", "Noori", "Rahimi",
        "Rezai", "Sharifi",
    ],
};

static UKRAINIAN: Names = Names {
    female: &["Anna", "Iryna", "Kateryna", "Ljudmyla", "Marija", "Natalija", "Oksana", "Olena", "Switlana", "Tetjana"],
    male: &["Andrij", "Bohdan", "Dmytro", "Iwan", "Maksym", "Mykola", "Oleksandr", "Serhij", "Taras", "Wolodymyr"],
    family: &[
        "Bondarenko", "Boyko", "Kovalenko", "Kravchenko", "Lysenko", "Marchenko", "Melnyk", "Petrenko",
        "Shevchuk", "Tkachenko",
    ],
};

static BALKAN: Names = Names {
    female: &["Ana", "Arta", "Besa", "Dragana", "Elena", "Ivana", "Mirela", "Sanja", "Teuta", "Vesna"],
    male: &["Agim", "Arben", "Dragan", "Goran", "Ilir", "Luan", "Marko", "Nikola", "Stefan", "Zoran"],
    family: &[
        "Ademi", "Berisha", "Bytyqi", "Gashi", "Ilić", "Jovanović", "Krasniqi", "Marković", "Nikolić", "Petrović",
        "Ramadani", "Stojanović",
    ],
};

static EASTERN_EU: Names = Names {
    female: &["Adriana", "Alina", "Daniela", "Elżbieta", "Gergana", "Ioana", "Katarzyna", "Małgorzata", "Mihaela", "Radka"],
    male: &["Andrei", "Dimitar", "Florin", "Georgi", "Ion", "Krzysztof", "Łukasz", "Marian", "Plamen", "Tomasz"],
    family: &[
        "Dimitrov", "Dumitru", "Georgiew", "Ionescu", "Iwanow", "Kowalczyk", "Kowalski", "Nowak", "Petrov", "Popa",
        "Radu", "Wójcik",
    ],
};

static HORN_OF_AFRICA: Names = Names {
    female: &["Abeba", "Asha", "Hodan", "Luwam", "Rahwa", "Saba", "Selam", "Winta"],
    male: &["Abdi", "Biniam", "Dawit", "Filmon", "Hamid", "Robel", "Samuel", "Yonas"],
    family: &["Abdullahi", "Farah", "Gebremichael", "Haile", "Kidane", "Mohamud", "Tekle", "Tesfay", "Warsame", "Woldu"],
};

static WEST_AFRICA: Names = Names {
    female: &["Aïssatou", "Blessing", "Fatoumata", "Grace", "Kadiatou", "Mariama", "Ngozi", "Patience"],
    male: &["Alpha", "Emeka", "Ibrahima", "Mamadou", "Moussa", "Ousmane", "Samuel", "Thierno"],
    family: &["Bah", "Balogun", "Barry", "Camara", "Diallo", "Eze", "Keita", "Okafor", "Sow", "Traoré"],
};

static CAUCASUS: Names = Names {
    female: &["Ani", "Elene", "Gayane", "Lusine", "Mariam", "Nana", "Nino", "Tamar"],
    male: &["Aram", "Davit", "Giorgi", "Hayk", "Irakli", "Levan", "Tigran", "Zurab"],
    family: &["Beridze", "Gelaschwili", "Grigoryan", "Hakobyan", "Kapanadze", "Lomidze", "Petrosyan", "Sargsyan"],
};

/// Every origin.
pub(super) static ORIGINS: &[Origin] = &[
    Origin { country: "SY", weight: 20, languages: &["ar"], stay: Stay::Asylum, names: &ARABIC },
    Origin { country: "SY", weight: 6, languages: &["kmr", "ar"], stay: Stay::Asylum, names: &KURDISH },
    Origin { country: "UA", weight: 17, languages: &["uk", "ru"], stay: Stay::Temporary, names: &UKRAINIAN },
    Origin { country: "AF", weight: 10, languages: &["prs", "ps", "fa"], stay: Stay::Asylum, names: &PERSIAN },
    Origin { country: "IQ", weight: 5, languages: &["ar", "ckb"], stay: Stay::Asylum, names: &ARABIC },
    Origin { country: "IQ", weight: 4, languages: &["ckb", "kmr"], stay: Stay::Asylum, names: &KURDISH },
    Origin { country: "TR", weight: 9, languages: &["tr", "kmr"], stay: Stay::Settled, names: &TURKISH },
    Origin { country: "IR", weight: 3, languages: &["fa"], stay: Stay::Asylum, names: &PERSIAN },
    Origin { country: "RO", weight: 6, languages: &["ro", "rom"], stay: Stay::Eu, names: &EASTERN_EU },
    Origin { country: "BG", weight: 5, languages: &["bg", "tr", "rom"], stay: Stay::Eu, names: &EASTERN_EU },
    Origin { country: "PL", weight: 3, languages: &["pl"], stay: Stay::Eu, names: &EASTERN_EU },
    Origin { country: "XK", weight: 3, languages: &["sq"], stay: Stay::Settled, names: &BALKAN },
    Origin { country: "MK", weight: 2, languages: &["mk", "sq", "rom"], stay: Stay::Settled, names: &BALKAN },
    Origin { country: "RS", weight: 2, languages: &["sr", "rom"], stay: Stay::Settled, names: &BALKAN },
    Origin { country: "ER", weight: 3, languages: &["ti"], stay: Stay::Asylum, names: &HORN_OF_AFRICA },
    Origin { country: "SO", weight: 2, languages: &["so"], stay: Stay::Asylum, names: &HORN_OF_AFRICA },
    Origin { country: "NG", weight: 2, languages: &["en"], stay: Stay::Asylum, names: &WEST_AFRICA },
    Origin { country: "GN", weight: 2, languages: &["fr"], stay: Stay::Asylum, names: &WEST_AFRICA },
    Origin { country: "GE", weight: 1, languages: &["ka"], stay: Stay::Asylum, names: &CAUCASUS },
    Origin { country: "AM", weight: 1, languages: &["hy", "ru"], stay: Stay::Asylum, names: &CAUCASUS },
];
