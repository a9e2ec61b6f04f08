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
