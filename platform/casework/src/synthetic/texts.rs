//! What synthetic intakes, contacts and referrals say, in the language of the administration.

/// Why people come.
pub(super) static REASONS: &[&str] = &[
    "Sucht eine größere Wohnung; die Familie lebt in einer Unterkunft.",
    "Braucht Hilfe bei Anträgen und Bescheiden, versteht die Schreiben nicht.",
    "Möchte den Berufsabschluss anerkennen lassen.",
    "Kinder haben keinen Platz in Kindertagesstätte oder Schule.",
    "Der Aufenthaltstitel läuft ab; Fragen zu Passbeschaffung und Arbeitserlaubnis.",
    "Sucht einen Sprachkurs mit Kinderbetreuung.",
    "Schulden und drohende Stromsperre.",
    "Gesundheitliche Belastung; sucht Facharzt und Dolmetscher.",
    "Sucht Ausbildung oder Arbeit, bisher nur Aushilfen.",
    "Trennung; Fragen zu Unterhalt, Wohnung und Sorgerecht.",
    "Neu zugezogen, kennt keine Anlaufstellen.",
    "Mehrere Stellen sind beteiligt; Absprachen fehlen.",
];

/// What contacts are about.
pub(super) static NOTES: &[&str] = &[
    "Unterlagen gesichtet, nächste Schritte vereinbart.",
    "Antrag gemeinsam ausgefüllt und abgeschickt.",
    "Rückmeldung der Stelle besprochen.",
    "Termin begleitet; Ergebnis festgehalten.",
    "Kurze Nachfrage zum Stand; alles läuft.",
    "Wohnungssuche: drei Bewerbungen vorbereitet.",
    "Kursplatz bestätigt, Beginn im nächsten Monat.",
    "Bescheid erklärt; Frist für den Widerspruch notiert.",
    "Gespräch über Ziele und Zuständigkeiten.",
    "",
];

/// Why a team or constellation changes.
pub(super) static CHANGES: &[&str] = &[
    "Bedarf ist umfangreicher als zunächst angenommen.",
    "Mehrere Lebensbereiche betroffen, Abstimmung mit weiteren Stellen nötig.",
    "Ziele weitgehend erreicht, Begleitung genügt.",
];

/// Why a case passes to another post.
pub(super) static HANDOVERS: &[&str] = &[
    "Neuverteilung im Team.",
    "Vertretung wird dauerhaft.",
    "Wunsch der Person.",
];

/// Why a case is reactivated.
pub(super) static REACTIVATIONS: &[&str] = &[
    "Person meldet sich mit neuem Anliegen.",
    "Befristung endet, erneuter Bedarf.",
    "Übergabe ist nicht gelungen.",
];

/// Services that cases are referred to; none is a real one.
pub(super) static PROVIDERS: &[&str] = &[
    "Jobcenter, Team Leistung",
    "Agentur für Arbeit, Berufsberatung",
    "Jugendamt, Soziale Dienste",
    "Schuldnerberatung",
    "Migrationsberatung für Erwachsene",
    "Jugendmigrationsdienst",
    "Wohnungslosenhilfe",
    "Schwangerschaftsberatung",
    "Einbürgerungsbehörde",
];

/// Why services refuse.
pub(super) static REFUSALS: &[&str] = &[
    "Zuständig ist eine andere Stelle.",
    "Zurzeit keine freien Plätze.",
];

/// A goal of a plan in an area of life, by what one sees that it is reached, and a step towards it.
pub(super) struct GoalTexts {
    pub(super) life_area: &'static str,
    pub(super) goal: &'static str,
    pub(super) sign: &'static str,
    pub(super) step: &'static str,
}

/// Goals by area of life; areas that a county adds have the last.
pub(super) static GOALS: &[GoalTexts] = &[
    GoalTexts {
        life_area: "residence",
        goal: "Der Aufenthalt ist für zwei Jahre gesichert.",
        sign: "Der neue Titel liegt vor.",
        step: "Antrag auf Verlängerung stellen",
    },
    GoalTexts {
        life_area: "language",
        goal: "Ein Kurs auf dem passenden Niveau ist begonnen.",
        sign: "Teilnahmebescheinigung des Trägers.",
        step: "Einstufungstest vereinbaren",
    },
    GoalTexts {
        life_area: "housing",
        goal: "Die Familie wohnt in einer eigenen Wohnung.",
        sign: "Der Mietvertrag ist unterschrieben.",
        step: "Wohnberechtigungsschein beantragen",
    },
    GoalTexts {
        life_area: "work",
        goal: "Der Berufsabschluss ist anerkannt.",
        sign: "Der Bescheid der Anerkennungsstelle.",
        step: "Zeugnisse übersetzen lassen",
    },
    GoalTexts {
        life_area: "school",
        goal: "Alle Kinder haben einen Platz in Kita oder Schule.",
        sign: "Zusagen der Einrichtungen.",
        step: "Beim Jugendamt anmelden",
    },
    GoalTexts {
        life_area: "",
        goal: "Die Lage ist so weit geordnet, dass Beratung genügt.",
        sign: "Kein offener Bescheid, keine offene Frist.",
        step: "Offene Schreiben gemeinsam ordnen",
    },
];

/// How people see their situation.
pub(super) static OWN_VIEWS: &[&str] = &[
    "Das macht mir am meisten Sorgen.",
    "Damit komme ich zurecht.",
    "Ich weiß nicht, wen ich fragen soll.",
    "Es ist besser als vor einem halben Jahr.",
    "",
];

/// What helps people.
pub(super) static RESOURCES: &[&str] = &[
    "Verwandte im Ort helfen mit.",
    "Spricht schon gut Deutsch.",
    "Hat eine Ausbildung und Arbeitserfahrung.",
    "Ein Ehrenamtlicher begleitet zu Terminen.",
    "",
];

/// What cases show about the structures: kind, title, description, office.
pub(super) static FINDINGS: &[(&str, &str, &str, &str)] = &[
    (
        "missing-offer",
        "Kein Kinderbetreuungsplatz während des Sprachkurses",
        "Eltern brechen Kurse ab oder beginnen sie nicht, weil niemand die Kinder betreut.",
        "Jugendamt, Kursträger",
    ),
    (
        "friction",
        "Zuständigkeit zwischen Jobcenter und Sozialamt ungeklärt",
        "Beim Wechsel des Rechtskreises vergehen Wochen ohne Leistung.",
        "Jobcenter, Sozialamt",
    ),
    (
        "gap",
        "Keine Sprachmittlung bei Fachärzten",
        "Behandlungen werden verschoben, weil niemand dolmetscht und niemand es bezahlt.",
        "Gesundheitsamt",
    ),
    (
        "duplicate-structure",
        "Zwei Stellen beraten zur Anerkennung von Abschlüssen",
        "Beide legen eigene Akten an; Ratsuchende werden hin und her geschickt.",
        "Agentur für Arbeit, Kammer",
    ),
    (
        "missing-offer",
        "Zu wenige Plätze in Alphabetisierungskursen",
        "Wartezeiten von mehr als einem halben Jahr.",
        "Kursträger",
    ),
];

/// What is to be done in cases.
pub(super) static TASKS: &[&str] = &[
    "Antrag auf Wohnberechtigungsschein vorbereiten",
    "Bescheid mit der Person durchgehen",
    "Kursträger wegen eines freien Platzes anrufen",
    "Unterlagen für die Anerkennung des Abschlusses sammeln",
    "Rückfrage beim Jobcenter zum Stand",
    "Sprachmittlung für den nächsten Termin bestellen",
    "Schule wegen der Anmeldung anschreiben",
];

/// Where appointments take place.
pub(super) static PLACES: &[&str] = &["Beratungsstelle", "Rathaus", "Unterkunft", "Telefon", ""];
