//! Common names by region of origin. They are combined at random; nobody in particular is meant.

/// Common names of a region.
pub(super) struct Names {
    pub(super) female: &'static [&'static str],
    pub(super) male: &'static [&'static str],
    pub(super) family: &'static [&'static str],
}

pub(super) static ARABIC: Names = Names {
    female: &[
        "Amina", "Fatima", "Hala", "Layla", "Mariam", "Nour", "Rana", "Salma", "Yasmin", "Zainab",
    ],
    male: &[
        "Ahmad", "Bilal", "Hassan", "Ibrahim", "Karim", "Mahmoud", "Omar", "Samir", "Tarek",
        "Youssef",
    ],
    family: &[
        "Abbas",
        "Al-Ahmad",
        "Al-Hassan",
        "Darwish",
        "Haddad",
        "Hamdan",
        "Ibrahim",
        "Khalil",
        "Mansour",
        "Nasser",
        "Saleh",
        "Shaheen",
        "Suleiman",
        "Youssef",
    ],
};

pub(super) static KURDISH: Names = Names {
    female: &[
        "Avin", "Berivan", "Dilan", "Evin", "Jiyan", "Rojda", "Shirin", "Zilan",
    ],
    male: &[
        "Azad", "Baran", "Dilovan", "Hozan", "Rojan", "Serhat", "Sipan", "Zana",
    ],
    family: &[
        "Ali", "Amin", "Barzan", "Demir", "Hesso", "Jamil", "Mirza", "Osman", "Rashid", "Sheikho",
    ],
};

pub(super) static TURKISH: Names = Names {
    female: &[
        "Ayşe", "Büşra", "Elif", "Emine", "Esra", "Gülşen", "Hatice", "Meryem", "Özlem", "Zeynep",
    ],
    male: &[
        "Ali", "Burak", "Cem", "Emre", "Hakan", "İbrahim", "Mehmet", "Murat", "Ömer", "Yusuf",
    ],
    family: &[
        "Aydın",
        "Çelik",
        "Demir",
        "Doğan",
        "Kaya",
        "Kılıç",
        "Öztürk",
        "Şahin",
        "Yıldırım",
        "Yıldız",
        "Yılmaz",
    ],
};

pub(super) static PERSIAN: Names = Names {
    female: &[
        "Farida", "Laila", "Mahsa", "Nasrin", "Parwana", "Roya", "Sahar", "Shabnam", "Soraya",
        "Zahra",
    ],
    male: &[
        "Ali Reza", "Farid", "Habib", "Jawad", "Mirwais", "Najib", "Reza", "Said", "Wahid", "Zabi",
    ],
    family: &[
        "Ahmadi",
        "Akbari",
        "Amiri",
        "Haidari",
        "Hosseini",
        "Karimi",
        "Mohammadi",
        "Nazari",
        "Noori",
        "Rahimi",
        "Rezai",
        "Sharifi",
    ],
};

pub(super) static UKRAINIAN: Names = Names {
    female: &[
        "Anna", "Iryna", "Kateryna", "Ljudmyla", "Marija", "Natalija", "Oksana", "Olena",
        "Switlana", "Tetjana",
    ],
    male: &[
        "Andrij",
        "Bohdan",
        "Dmytro",
        "Iwan",
        "Maksym",
        "Mykola",
        "Oleksandr",
        "Serhij",
        "Taras",
        "Wolodymyr",
    ],
    family: &[
        "Bondarenko",
        "Boyko",
        "Kovalenko",
        "Kravchenko",
        "Lysenko",
        "Marchenko",
        "Melnyk",
        "Petrenko",
        "Shevchuk",
        "Tkachenko",
    ],
};

pub(super) static BALKAN: Names = Names {
    female: &[
        "Ana", "Arta", "Besa", "Dragana", "Elena", "Ivana", "Mirela", "Sanja", "Teuta", "Vesna",
    ],
    male: &[
        "Agim", "Arben", "Dragan", "Goran", "Ilir", "Luan", "Marko", "Nikola", "Stefan", "Zoran",
    ],
    family: &[
        "Ademi",
        "Berisha",
        "Bytyqi",
        "Gashi",
        "Ilić",
        "Jovanović",
        "Krasniqi",
        "Marković",
        "Nikolić",
        "Petrović",
        "Ramadani",
        "Stojanović",
    ],
};

pub(super) static EASTERN_EU: Names = Names {
    female: &[
        "Adriana",
        "Alina",
        "Daniela",
        "Elżbieta",
        "Gergana",
        "Ioana",
        "Katarzyna",
        "Małgorzata",
        "Mihaela",
        "Radka",
    ],
    male: &[
        "Andrei",
        "Dimitar",
        "Florin",
        "Georgi",
        "Ion",
        "Krzysztof",
        "Łukasz",
        "Marian",
        "Plamen",
        "Tomasz",
    ],
    family: &[
        "Dimitrov",
        "Dumitru",
        "Georgiew",
        "Ionescu",
        "Iwanow",
        "Kowalczyk",
        "Kowalski",
        "Nowak",
        "Petrov",
        "Popa",
        "Radu",
        "Wójcik",
    ],
};

pub(super) static HORN_OF_AFRICA: Names = Names {
    female: &[
        "Abeba", "Asha", "Hodan", "Luwam", "Rahwa", "Saba", "Selam", "Winta",
    ],
    male: &[
        "Abdi", "Biniam", "Dawit", "Filmon", "Hamid", "Robel", "Samuel", "Yonas",
    ],
    family: &[
        "Abdullahi",
        "Farah",
        "Gebremichael",
        "Haile",
        "Kidane",
        "Mohamud",
        "Tekle",
        "Tesfay",
        "Warsame",
        "Woldu",
    ],
};

pub(super) static WEST_AFRICA: Names = Names {
    female: &[
        "Aïssatou",
        "Blessing",
        "Fatoumata",
        "Grace",
        "Kadiatou",
        "Mariama",
        "Ngozi",
        "Patience",
    ],
    male: &[
        "Alpha", "Emeka", "Ibrahima", "Mamadou", "Moussa", "Ousmane", "Samuel", "Thierno",
    ],
    family: &[
        "Bah", "Balogun", "Barry", "Camara", "Diallo", "Eze", "Keita", "Okafor", "Sow", "Traoré",
    ],
};

pub(super) static CAUCASUS: Names = Names {
    female: &[
        "Ani", "Elene", "Gayane", "Lusine", "Mariam", "Nana", "Nino", "Tamar",
    ],
    male: &[
        "Aram", "Davit", "Giorgi", "Hayk", "Irakli", "Levan", "Tigran", "Zurab",
    ],
    family: &[
        "Beridze",
        "Gelaschwili",
        "Grigoryan",
        "Hakobyan",
        "Kapanadze",
        "Lomidze",
        "Petrosyan",
        "Sargsyan",
    ],
};
