//! A table as a file: CSV for every program, XLSX for spreadsheets.

use chrono::NaiveDate;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// What stands in one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// A text.
    Text(String),
    /// A day.
    Day(NaiveDate),
    /// Nothing.
    Empty,
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text.to_owned())
        }
    }
}

impl From<Option<NaiveDate>> for Cell {
    fn from(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }
}

/// A list as it stands on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    /// What the sheet is called; at most 31 characters.
    pub title: String,
    /// The headings.
    pub columns: Vec<String>,
    /// The rows, each as long as the headings.
    pub rows: Vec<Vec<Cell>>,
}

/// Programs take a text that begins so for a formula and run it.
const FORMULA_BEGINS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The mark by which spreadsheet programs know UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

impl Table {
    /// As CSV: UTF-8, semicolons, days as ISO 8601. Texts that a program could run as a formula
    /// begin with an apostrophe.
    pub fn to_csv(&self) -> Result<Vec<u8>, csv::Error> {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(b';')
            .terminator(csv::Terminator::CRLF)
            .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
        writer.write_record(&self.columns)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(plain))?;
        }
        writer
            .into_inner()
            .map_err(|error| csv::Error::from(error.into_error()))
    }

    /// As XLSX: texts stay texts, days are days.
    pub fn to_xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let (heading, day) = (
            Format::new().set_bold(),
            Format::new().set_num_format("dd.mm.yyyy"),
        );
        let sheet = workbook.add_worksheet();
        sheet.set_name(&self.title)?;
        for (column, name) in (0..).zip(&self.columns) {
            sheet.write_string_with_format(0, column, name, &heading)?;
        }
        for (row, cells) in (1..).zip(&self.rows) {
            for (column, cell) in (0..).zip(cells) {
                match cell {
                    Cell::Text(text) => {
                        sheet.write_string(row, column, text)?;
                    }
                    Cell::Day(date) => {
                        sheet.write_datetime_with_format(row, column, date, &day)?;
                    }
                    Cell::Empty => {}
                }
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        workbook.save_to_buffer()
    }
}

fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) if text.starts_with(FORMULA_BEGINS) => format!("'{text}"),
        Cell::Text(text) => text.clone(),
        Cell::Day(day) => day.to_string(),
        Cell::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let day = "2026-07-15".parse().expect("a date");
        Table {
            title: "Fälle".to_owned(),
            columns: vec!["Name".to_owned(), "Tag".to_owned()],
            rows: vec![
                vec!["Yıldız; \"A\"".into(), Cell::Day(day)],
                vec!["=HYPERLINK(1)".into(), "".into()],
            ],
        }
    }

    #[test]
    fn csv_keeps_every_sign_and_runs_nothing() {
        let csv = String::from_utf8(table().to_csv().expect("writes")).expect("UTF-8");
        assert_eq!(
            csv,
            "\u{feff}Name;Tag\r\n\"Yıldız; \"\"A\"\"\";2026-07-15\r\n'=HYPERLINK(1);\r\n"
        );
    }

    #[test]
    fn xlsx_is_a_workbook_and_too_long_a_name_is_refused() {
        let xlsx = table().to_xlsx().expect("writes");
        assert!(xlsx.starts_with(b"PK"), "a ZIP archive");
        let long = Table {
            title: "x".repeat(40),
            ..table()
        };
        assert!(long.to_xlsx().is_err());
    }
}
