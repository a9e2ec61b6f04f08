//! The numbers that people use: the year of opening and a running number.

use chrono::{Datelike, NaiveDate};
use kernel::{database::TenantTransaction, errors::Failure};
use sea_orm::{
    EntityTrait, Set,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use crate::tables::case_numbers;

/// The next number of the year. Whoever asks next waits until this transaction has ended, so there
/// are neither gaps nor duplicates.
pub(crate) async fn next_case_number(
    transaction: &TenantTransaction,
    opened_on: NaiveDate,
) -> Result<String, Failure> {
    let year = opened_on.year();
    let last = take_numbers(transaction, year, 1).await?;
    Ok(case_number(year, last))
}

/// Takes several numbers at once; gives the last of them.
pub(crate) async fn take_numbers(
    transaction: &TenantTransaction,
    year: i32,
    count: i32,
) -> Result<i32, Failure> {
    let row = case_numbers::ActiveModel {
        year: Set(year),
        last_number: Set(count),
    };
    let present = (case_numbers::Entity, case_numbers::Column::LastNumber);
    let raise = OnConflict::column(case_numbers::Column::Year)
        .value(
            case_numbers::Column::LastNumber,
            Expr::col(present).add(count),
        )
        .to_owned();
    let insert = case_numbers::Entity::insert(row).on_conflict(raise);
    Ok(insert.exec_with_returning(transaction).await?.last_number)
}

/// `2026-000123`: six digits sort as text up to a million cases a year.
pub(crate) fn case_number(year: i32, number: i32) -> String {
    format!("{year}-{number:06}")
}
